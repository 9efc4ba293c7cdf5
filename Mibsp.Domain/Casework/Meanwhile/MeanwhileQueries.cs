using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Casework.Meanwhile;

/// <summary>
/// Tells somebody who comes back what happened while nothing reached them, from the record on, so that nothing depends on a page or a
/// server having been there. Goes through <see cref="ComplaintAccess"/> like every other answer.
/// </summary>
public sealed class MeanwhileQueries(IDbContextFactory<MibspDbContext> contexts, MunicipalTime time)
{
    /// <summary>More than this nobody reads one by one. The newest are told.</summary>
    public const int ActsMax = 200;

    private static readonly AuditAct[] _beyondRows =
        [AuditAct.ClosingContested, AuditAct.ComplaintTransferred, AuditAct.ComplaintMerged, AuditAct.ReminderDue, AuditAct.ComplaintEscalated];

    private static readonly AuditAct[] _told =
    [
        AuditAct.ComplaintFiled, AuditAct.ComplaintReleased, AuditAct.ComplaintAssigned, AuditAct.CitizenAnswered, AuditAct.CitizenWrote, AuditAct.EvidenceAdded,
        AuditAct.ClosingConfirmed, AuditAct.ClosedForSilence, AuditAct.ComplaintWithdrawn,
        .. _beyondRows,
    ];

    /// <summary>What others did after <paramref name="since"/> in the complaints that the actor may know of now, the newest first.</summary>
    public async Task<MeanwhileActs> SinceAsync(long since, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var acts = await ReadAsync(db, db.Complaints.VisibleTo(actor), e => e.Where(entry => entry.Sequence > since && _told.Contains(entry.Act)), actor, ct);
        return new MeanwhileActs(acts, await TakenAsync(db, since, actor, ct));
    }

    /// <summary>Whether <see cref="BeyondRowsAsync"/> might have anything to tell to anybody.</summary>
    public async Task<bool> AnythingBeyondRowsAsync(long since, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.AuditEntries.AnyAsync(entry => entry.Sequence > since && _beyondRows.Contains(entry.Act), ct);
    }

    /// <summary>Of that, what cannot be told from the rows of a list as they were and as they are: where it came from, and what the clock did.</summary>
    public async Task<IReadOnlyList<ActOfOthers>> BeyondRowsAsync(long since, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await ReadAsync(db, db.Complaints.VisibleTo(actor), e => e.Where(entry => entry.Sequence > since && _beyondRows.Contains(entry.Act)), actor, ct);
    }

    /// <summary>What others did with one complaint after <paramref name="since"/>, the newest first. Having read it is nothing done.</summary>
    public async Task<IReadOnlyList<ActOfOthers>> OfCaseAsync(Guid complaintId, long since, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await ReadAsync(
            db, db.Complaints.VisibleTo(actor).Where(c => c.Id == complaintId), e => e.Where(entry => entry.Sequence > since && !AuditActs.Readings.Contains(entry.Act)), actor, ct);
    }

    /// <summary>What the actor has, or answers for while nobody has it, that will be late after today or tomorrow. Nothing whose clock stands still for good.</summary>
    public async Task<IReadOnlyList<DueSoon>> DueSoonAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var (today, tomorrow) = (time.Today, time.Today.AddDays(1));
        return await db.Complaints.VisibleTo(actor)
            .Where(c => c.Status != ComplaintStatus.Closed && (c.LateAfterOn == today || c.LateAfterOn == tomorrow)
                && (c.OfficerId == actor.UserId || (c.OfficerId == null && c.AccountableId == actor.UserId)))
            .OrderBy(c => c.LateAfterOn).ThenBy(c => c.CaseNumber).Select(c => new DueSoon(c.CaseNumber!, c.LateAfterOn)).Take(ActsMax).ToListAsync(ct);
    }

    private static async Task<List<ActOfOthers>> ReadAsync(
        MibspDbContext db, IQueryable<Complaint> known, Func<IQueryable<AuditEntry>, IQueryable<AuditEntry>> which, Actor actor, CancellationToken ct)
    {
        var lines = await (from e in which(db.AuditEntries.AsNoTracking())
                           join d in db.AuditDetails on e.Sequence equals d.Sequence
                           join c in known on d.ComplaintId equals c.Id
                           where d.UserId != actor.UserId
                           orderby e.Sequence descending
                           select new
                           {
                               Json = e.By == Party.System ? d.Json : null,
                               Act = new ActOfOthers(
                                   e.Sequence, e.Act, e.By, db.Users.Where(u => u.Id == d.UserId).Select(u => u.DisplayName).FirstOrDefault(), e.On, c.Id, c.CaseNumber!)
                               {
                                   IsMine = c.OfficerId == actor.UserId,
                                   IsForMe = c.AccountableId == actor.UserId,
                                   IsFree = c.OfficerId == null && c.Status != ComplaintStatus.Closed,
                                   IsHere = c.DepartmentId == actor.DepartmentId,
                                   IsLedByMine = db.Complaints.Any(leading => leading.Id == c.MergedIntoId && leading.OfficerId == actor.UserId),
                               },
                           })
            .Take(ActsMax).ToListAsync(ct);
        return [.. lines.Select(line => line.Act with { Mark = Mark(line.Json) })];
    }

    // They were before everybody in the department until somebody took them. How many, and not which: they are not the reader's any more.
    private static async Task<int> TakenAsync(MibspDbContext db, long since, Actor actor, CancellationToken ct)
        => actor.Role is not StaffRole.Officer
            ? 0
            : await (from e in db.AuditEntries
                     where e.Sequence > since && e.Act == AuditAct.ComplaintTaken
                     join d in db.AuditDetails on e.Sequence equals d.Sequence
                     join c in db.Complaints.VisibleTo(actor with { Role = StaffRole.Supervisor }) on d.ComplaintId equals c.Id
                     where d.UserId != actor.UserId && c.DepartmentId == actor.DepartmentId && c.OfficerId != null && c.OfficerId != actor.UserId
                     select c.Id).Distinct().CountAsync(ct);

    private static LadderMark? Mark(string? json)
    {
        try
        {
            return json is not null && JsonSerializer.Deserialize<Dictionary<string, string>>(json) is { } details
                && details.TryGetValue("mark", out var word) && Enum.TryParse<LadderMark>(word, out var mark) ? mark : null;
        }
        catch (JsonException)
        {
            // Tampered with; that is for the check to say.
            return null;
        }
    }
}
