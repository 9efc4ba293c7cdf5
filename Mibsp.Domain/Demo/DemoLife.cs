using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Erasing;
using Mibsp.Domain.Messages;

namespace Mibsp.Domain.Demo;

/// <summary>An entry for the record, with its place in time.</summary>
internal sealed record DemoEntry(DateOnly On, int Minute, AuditRecord Record);

/// <summary>
/// One demo complaint from its filing to where it stands today, made with the same methods that people's acts go through.
/// Each step says whether it could be made before today.
/// </summary>
internal sealed class DemoLife : IDisposable
{
    private readonly DemoClock _clock;

    public DemoLife(ComplaintFacts facts, ComplaintStory story, byte[] trackingHash, DemoClock clock)
    {
        _clock = clock;
        Complaint = Complaint.File(facts, trackingHash, Stamp.Citizen(clock.Day));
        Cipher = ComplaintCipher.New(Complaint.Id);
        Written.Add(new ComplaintContent(story, Cipher));
        Enter(AuditAct.ComplaintFiled, Stamp.Citizen(clock.Day), new()
        {
            ["kind"] = facts.Kind.ToString(),
            ["department"] = $"{facts.HandlingDepartmentId}",
            ["deadline"] = $"{facts.DeadlineOn:yyyy-MM-dd}",
        });
    }

    public Complaint Complaint { get; }

    public ComplaintCipher Cipher { get; }

    /// <summary>The story, messages and notes.</summary>
    public List<object> Written { get; } = [];

    public List<DemoEntry> Entries { get; } = [];

    public bool Take(Guid officerId, int daysOn)
        => Act(AuditAct.ComplaintTaken, _clock.Staff(officerId, daysOn), Complaint.Take);

    /// <summary>The supervisor gives it to an officer, who then starts.</summary>
    public bool Assign(Guid supervisorId, Guid officerId, string started, int daysOn)
    {
        if (_clock.Staff(supervisorId, daysOn) is not { } stamp)
        {
            return false;
        }

        Complaint.AssignTo(officerId, stamp);
        Enter(AuditAct.ComplaintAssigned, stamp, new() { ["officer"] = officerId.ToString("N") });
        return Act(AuditAct.ReviewStarted, _clock.Staff(officerId, 1), s => Complaint.StartReview(started, s, Cipher));
    }

    public bool Ask(Guid officerId, string question, int daysOn)
        => Act(AuditAct.CitizenAsked, _clock.Staff(officerId, daysOn), stamp =>
        {
            Complaint.AwaitCitizen(stamp);
            Written.Add(new Message(Complaint.NextNumber(), question, stamp, Cipher));
        });

    public bool Answer(string answer, int daysOn)
        => Act(AuditAct.CitizenAnswered, _clock.Citizen(daysOn), stamp =>
        {
            Written.Add(new Message(Complaint.NextNumber(), answer, stamp, Cipher));
            Complaint.StartReview(null, stamp, Cipher);
        });

    public bool GoOn(Guid officerId, string note, int daysOn)
        => Act(AuditAct.ReviewStarted, _clock.Staff(officerId, daysOn), stamp => Complaint.StartReview(note, stamp, Cipher));

    public bool Write(Guid officerId, string text, int daysOn)
        => Act(AuditAct.OfficerWrote, _clock.Staff(officerId, daysOn), stamp => Say(text, stamp));

    public bool WriteBack(string text, int daysOn) => Act(AuditAct.CitizenWrote, _clock.Citizen(daysOn), stamp => Say(text, stamp));

    public bool Note(Guid userId, string text, int daysOn)
        => Act(AuditAct.NoteWritten, _clock.Staff(userId, daysOn), stamp =>
        {
            Written.Add(new Note(Complaint.NextNumber(), text, userId, stamp.On, Cipher));
            Complaint.Touch();
        });

    /// <summary>A sensitive one is proposed to close by two people.</summary>
    public bool Propose(Guid officerId, IReadOnlyList<Guid> seconds, ComplaintOutcome outcome, string note, int daysOn)
        => Act(
            Complaint.Kind.IsSensitive() ? AuditAct.ClosingApprovalAsked : AuditAct.ClosingProposed, _clock.Staff(officerId, daysOn),
            stamp => Complaint.ProposeClosing(outcome, note, stamp, Cipher))
            && (!Complaint.Kind.IsSensitive() || Act(AuditAct.ClosingProposed, _clock.Staff(seconds.First(id => id != officerId && Complaint.Recusals.All(r => r.UserId != id)), 0), stamp => Complaint.ApproveClosing(stamp, Cipher)));

    public bool Confirm(int daysOn) => Act(AuditAct.ClosingConfirmed, _clock.Citizen(daysOn), Complaint.Confirm);

    public bool Contest(string note, int integrityCellId, int daysOn)
        => Act(AuditAct.ClosingContested, _clock.Citizen(daysOn), stamp => Complaint.Contest(note, integrityCellId, stamp, Cipher));

    public bool FallSilent(int daysOn) => Act(AuditAct.ClosedForSilence, _clock.System(daysOn), Complaint.CloseForSilence);

    /// <summary>What was closed so long ago has been erased since, as the portal would have done.</summary>
    public bool Expire() => Complaint.ClosedOn is not null
        && Act(AuditAct.ComplaintErased, _clock.System(ComplaintRetention.DefaultDays), stamp =>
        {
            Complaint.Erase(stamp);
            Written.Clear();
            foreach (var step in Complaint.History)
            {
                step.ForgetNote();
            }
        });

    public void Dispose() => Cipher.Dispose();

    private void Say(string text, Stamp stamp)
    {
        Written.Add(new Message(Complaint.NextNumber(), text, stamp, Cipher));
        Complaint.Touch();
    }

    private bool Act(AuditAct act, Stamp? stamp, Action<Stamp> change)
    {
        if (stamp is null)
        {
            return false;
        }

        change(stamp);
        var details = new Dictionary<string, string>();
        if (stamp.By is Party.Staff)
        {
            details["status"] = Complaint.Status.Words();
        }

        Enter(act, stamp, details);
        return true;
    }

    private void Enter(AuditAct act, Stamp stamp, Dictionary<string, string> details)
        => Entries.Add(new DemoEntry(_clock.Day, _clock.Minute, AuditRecord.Of(act, stamp, Complaint.Id, details)));
}
