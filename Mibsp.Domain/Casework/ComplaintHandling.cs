using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Messages;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Casework;

/// <summary>The complaint an officer acts upon, as the officer's page last showed it.</summary>
public sealed record SeenComplaint(Guid Id, int Version);

/// <summary>What an officer does with a complaint once it is theirs: take, ask, answer, note, propose to close.</summary>
public sealed partial class ComplaintHandling(
    IDbContextFactory<MibspDbContext> contexts, Ledger ledger, ComplaintKeeping keeping, MunicipalTime time, IComplaintEvents events,
    ILogger<ComplaintHandling> logger)
{
    /// <summary>Takes a complaint that nobody has, and starts on it.</summary>
    public Task<Outcome> TakeAsync(SeenComplaint seen, Actor actor, CancellationToken ct)
        => ChangeAsync(seen, actor, AuditAct.ComplaintTaken, (_, complaint, _, stamp) => complaint.Take(stamp), ct, mustBeTheirs: false);

    /// <summary>Starts on an assigned or reopened complaint, or goes on without the citizen's answer. The note is public.</summary>
    public Task<Outcome> StartReviewAsync(SeenComplaint seen, string? note, Actor actor, CancellationToken ct)
        => ChangeAsync(seen, actor, AuditAct.ReviewStarted, (_, complaint, cipher, stamp) => complaint.StartReview(note, stamp, cipher), ct);

    /// <summary>Puts a question to the citizen and waits for the answer.</summary>
    public Task<Outcome> AskCitizenAsync(SeenComplaint seen, string question, Actor actor, CancellationToken ct)
        => ChangeAsync(seen, actor, AuditAct.CitizenAsked, (db, complaint, cipher, stamp) =>
        {
            complaint.AwaitCitizen(stamp);
            db.Add(new Message(complaint.NextNumber(), question, stamp, cipher));
        }, ct);

    /// <summary>Writes to the citizen without changing the status.</summary>
    public Task<Outcome> WriteToCitizenAsync(SeenComplaint seen, string text, Actor actor, CancellationToken ct)
        => ChangeAsync(seen, actor, AuditAct.OfficerWrote, (db, complaint, cipher, stamp) =>
        {
            Require(complaint.Status.IsOpen(), Refusal.WrongStatus);
            db.Add(new Message(complaint.NextNumber(), text, stamp, cipher));
            complaint.Touch();
        }, ct);

    /// <summary>Writes a note that only staff read.</summary>
    public Task<Outcome> WriteNoteAsync(SeenComplaint seen, string text, Actor actor, CancellationToken ct)
        => ChangeAsync(seen, actor, AuditAct.NoteWritten, (db, complaint, cipher, stamp) =>
        {
            db.Add(new Note(complaint.NextNumber(), text, actor.UserId, stamp.On, cipher));
            complaint.Touch();
        }, ct, mustBeTheirs: false);

    /// <summary>Proposes to close. The citizen decides upon the note.</summary>
    public Task<Outcome> ProposeClosingAsync(SeenComplaint seen, ComplaintOutcome outcome, string note, Actor actor, CancellationToken ct)
        => ChangeAsync(seen, actor, AuditAct.ClosingProposed, (_, complaint, cipher, stamp) => complaint.ProposeClosing(outcome, note, stamp, cipher), ct);

    /// <summary>Loads by the access rule, checks, applies, saves and announces: the one path by which an officer changes a complaint.</summary>
    private async Task<Outcome> ChangeAsync(
        SeenComplaint seen, Actor actor, AuditAct act, Action<MibspDbContext, Complaint, ComplaintCipher, Stamp> change, CancellationToken ct,
        bool mustBeTheirs = true)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var complaint = await db.Complaints.ReadableBy(actor).Include(c => c.Recusals).SingleOrDefaultAsync(c => c.Id == seen.Id, ct);
        if (complaint is null)
        {
            return Refusal.NotFound;
        }

        if (complaint.Version != seen.Version)
        {
            return Refusal.ChangedByOthers;
        }

        using var cipher = await keeping.OpenAsync(db, complaint.Id, ct);
        if (cipher is null)
        {
            return Refusal.Erased;
        }

        try
        {
            var stamp = Stamp.Staff(actor, time);
            Require(!mustBeTheirs || complaint.OfficerId == actor.UserId || HeadsUnit(actor), Refusal.TakeItFirst);
            change(db, complaint, cipher, stamp);
            await ledger.SaveAsync(db, AuditRecord.Of(act, stamp, complaint.Id, Details(complaint)), ct);
        }
        catch (RuleBrokenException broken)
        {
            return broken.Refusal;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.ChangedByOthers;
        }

        LogChanged(complaint.CaseNumber, act);
        events.Publish(new ComplaintChanged(complaint.Id, [complaint.DepartmentId]));
        return Outcome.Done;
    }

    private static bool HeadsUnit(Actor actor) => actor.Role is StaffRole.Supervisor;

    private static Dictionary<string, string> Details(Complaint complaint)
    {
        var details = new Dictionary<string, string> { ["status"] = complaint.Status.Words() };
        if (complaint.Outcome is { } outcome)
        {
            details["outcome"] = outcome.ToString();
        }

        return details;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Complaint {CaseNumber}: {Act}")]
    private partial void LogChanged(string caseNumber, AuditAct act);
}
