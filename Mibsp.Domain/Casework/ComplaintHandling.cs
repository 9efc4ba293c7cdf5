using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Messages;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Casework;

/// <summary>What an officer does with a complaint once it is theirs: take, ask, answer, note, propose to close.</summary>
public sealed class ComplaintHandling
{
    private readonly CaseChanging _cases;

    internal ComplaintHandling(CaseChanging cases) => _cases = cases;

    /// <summary>Takes a complaint that nobody has, and starts on it.</summary>
    public Task<Outcome> TakeAsync(SeenComplaint seen, Actor actor, CancellationToken ct)
        => _cases.ChangeAsync(seen, actor, Doer.Reader, AuditAct.ComplaintTaken, made => made.Complaint.Take(made.Stamp), ct);

    /// <summary>Starts on an assigned or reopened complaint, or goes on without the citizen's answer. The note is public.</summary>
    public Task<Outcome> StartReviewAsync(SeenComplaint seen, string? note, Actor actor, CancellationToken ct)
        => _cases.ChangeAsync(seen, actor, Doer.Holder, AuditAct.ReviewStarted, made => made.Complaint.StartReview(note, made.Stamp, made.Cipher), ct);

    /// <summary>Puts a question to the citizen and waits for the answer.</summary>
    public Task<Outcome> AskCitizenAsync(SeenComplaint seen, string question, Actor actor, CancellationToken ct)
        => _cases.ChangeAsync(seen, actor, Doer.Holder, AuditAct.CitizenAsked, made =>
        {
            made.Complaint.AwaitCitizen(made.Stamp);
            made.Db.Add(new Message(made.Complaint.NextNumber(), question, made.Stamp, made.Cipher));
        }, ct);

    /// <summary>Writes to the citizen without changing the status.</summary>
    public Task<Outcome> WriteToCitizenAsync(SeenComplaint seen, string text, Actor actor, CancellationToken ct)
        => _cases.ChangeAsync(seen, actor, Doer.Holder, AuditAct.OfficerWrote, made =>
        {
            Require(made.Complaint.Status.IsOpen(), Refusal.WrongStatus);
            made.Db.Add(new Message(made.Complaint.NextNumber(), text, made.Stamp, made.Cipher));
            made.Complaint.Touch();
        }, ct);

    /// <summary>Writes a note that only staff read.</summary>
    public Task<Outcome> WriteNoteAsync(SeenComplaint seen, string text, Actor actor, CancellationToken ct)
        => _cases.ChangeAsync(seen, actor, Doer.Reader, AuditAct.NoteWritten, made =>
        {
            made.AddNote(text);
            made.Complaint.Touch();
        }, ct);

    /// <summary>Proposes to close: to the citizen, who decides upon the note, or to a second person first where it is sensitive.</summary>
    public Task<Outcome> ProposeClosingAsync(SeenComplaint seen, ComplaintOutcome outcome, string note, Actor actor, CancellationToken ct)
        => _cases.ChangeAsync(seen, actor, Doer.Holder, AuditAct.ClosingProposed, made =>
        {
            made.Complaint.ProposeClosing(outcome, note, made.Stamp, made.Cipher);
            made.SayWhetherPending();
        }, ct);
}
