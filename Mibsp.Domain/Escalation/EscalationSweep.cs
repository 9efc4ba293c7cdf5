using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Escalation;

/// <summary>
/// Looks after the complaints whose ladder has a mark due, or whose accountable person is away. Called by a job; safe to call
/// twice, by two machines at once, and after any time off: each complaint is brought up to today in a transaction of its own.
/// </summary>
public sealed class EscalationSweep(IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time, IComplaintEvents events)
{
    private const int AtATime = 200;

    /// <summary>Brings up what is due and says how many complaints changed.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var (changed, tried) = (0, new HashSet<Guid>());
        while (true)
        {
            var due = await DueAsync(tried, ct);
            if (due.Count == 0)
            {
                return changed;
            }

            foreach (var id in due)
            {
                tried.Add(id);
                changed += await BringUpAsync(id, ct) ? 1 : 0;
            }
        }
    }

    // What was tried and failed is left to the next run, so that one complaint does not hold up all others.
    private async Task<List<Guid>> DueAsync(HashSet<Guid> tried, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var today = time.Today;
        var due = await db.Complaints.Where(c => c.CaseNumber != null && c.NextMarkOn <= today)
            .OrderBy(c => c.NextMarkOn).ThenBy(c => c.Id).Select(c => c.Id).Take(AtATime + tried.Count).ToListAsync(ct);
        if (due.All(tried.Contains))
        {
            due = await Unanswered(db, today).OrderBy(c => c.CaseNumber).ThenBy(c => c.Id).Select(c => c.Id).Take(AtATime + tried.Count).ToListAsync(ct);
        }

        return [.. due.Where(id => !tried.Contains(id)).Take(AtATime)];
    }

    /// <summary>
    /// Open complaints for which it is not sure who answers: nobody does, or whoever does or should came or went. Each is looked at
    /// once a day.
    /// </summary>
    private static IQueryable<Complaint> Unanswered(MibspDbContext db, DateOnly today)
    {
        var away = db.Users.Where(u => u.IsDisabled || (u.AbsentFromOn <= today && (u.AbsentUntilOn == null || u.AbsentUntilOn >= today)));
        var back = db.Users.Where(u => !u.IsDisabled && u.AbsentUntilOn < today);
        return db.Complaints.Where(c => c.Status != ComplaintStatus.Closed && (c.AccountableId == null || (c.ReckonedOn < today
            && (away.Any(u => u.Id == c.AccountableId)
                || back.Any(u => u.AbsentUntilOn >= c.ReckonedOn
                    && (u.Id == c.OfficerId || u.Role == StaffRole.Supervisor || u.Role == StaffRole.IntegrityOfficer || u.Role == StaffRole.Commissioner))))));
    }

    private async Task<bool> BringUpAsync(Guid id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var complaint = await ledger.LoadAsync(db, db.Complaints.Where(c => c.Id == id), ct);
        if (complaint is null || !complaint.Status.IsOpen())
        {
            return false;
        }

        var before = complaint.Version;
        db.Entry(complaint).Property(c => c.ReckonedOn).IsModified = true;
        try
        {
            await ledger.SaveAsync(db, [], ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody acted on it just now, and brought it up by that.
            return false;
        }

        if (complaint.Version != before)
        {
            events.Publish(new ComplaintChanged(id, complaint.IsReleased ? [complaint.DepartmentId] : []));
        }

        return complaint.Version != before;
    }
}
