using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Casework.Acts;

/// <summary>Who may do something to a complaint, of those who may see it.</summary>
internal enum Doer
{
    /// <summary>Whoever works on it: its officer, the head of its department, and who answers for it.</summary>
    Holder,

    /// <summary>Whoever may read it.</summary>
    Reader,

    /// <summary>Whoever may know of it, administrators among them.</summary>
    Knower,
}

/// <summary>What an act has at hand: the complaint, what its words are sealed with, and when and by whom.</summary>
internal sealed record CaseChange(MibspDbContext Db, Complaint Complaint, ComplaintCipher Cipher, Stamp Stamp)
{
    /// <summary>Goes into the record with the act: codes and ids, never words.</summary>
    public Dictionary<string, string> Details { get; } = [];
}

/// <summary>Loads by the access rule, checks, applies, saves and announces: the one path by which staff change a complaint.</summary>
internal sealed class CaseChanging(
    IDbContextFactory<MibspDbContext> contexts, Ledger ledger, ComplaintKeeping keeping, MunicipalTime time, IComplaintEvents events)
{
    internal DateOnly Today => time.Today;

    public Task<Outcome> ChangeAsync(SeenComplaint seen, Actor actor, Doer doer, AuditAct act, Action<CaseChange> change, CancellationToken ct)
        => ChangeAsync(seen, actor, doer, act, made =>
        {
            change(made);
            return Task.CompletedTask;
        }, ct);

    /// <summary>A refusal by the rules, a change by somebody else and a case that is not there all come back as a reason.</summary>
    public async Task<Outcome> ChangeAsync(SeenComplaint seen, Actor actor, Doer doer, AuditAct act, Func<CaseChange, Task> change, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var known = doer is Doer.Knower ? db.Complaints.VisibleTo(actor) : db.Complaints.ReadableBy(actor);
        var complaint = await ledger.LoadAsync(db, known.Where(c => c.Id == seen.Id), ct);
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

        var before = Departments(complaint);
        try
        {
            Require(doer is not Doer.Holder || IsHolder(complaint, actor), Refusal.TakeItFirst);
            var made = new CaseChange(db, complaint, cipher, Stamp.Staff(actor, time));
            await change(made);
            await ledger.SaveAsync(db, AuditRecord.Of(act, made.Stamp, complaint.Id, Details(made)), ct);
        }
        catch (RuleBrokenException broken)
        {
            return broken.Refusal;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.ChangedByOthers;
        }

        events.Publish(new ComplaintChanged(complaint.Id, [.. before.Union(Departments(complaint))]));
        return Outcome.Done;
    }

    private static Dictionary<string, string> Details(CaseChange made)
    {
        made.Details["status"] = made.Complaint.Status.Words();
        if (made.Complaint.Outcome is { } outcome)
        {
            made.Details["outcome"] = outcome.ToString();
        }

        return made.Details;
    }

    private static bool IsHolder(Complaint complaint, Actor actor)
        => complaint.OfficerId == actor.UserId || complaint.AccountableId == actor.UserId || actor.Role is StaffRole.Commissioner
            || (actor.Role is StaffRole.Supervisor && actor.DepartmentId == complaint.DepartmentId);

    private static int[] Departments(Complaint complaint)
        => complaint.BlockedByDepartmentId is { } blocking ? [complaint.DepartmentId, blocking] : [complaint.DepartmentId];
}
