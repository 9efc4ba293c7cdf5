using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Common;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Casework;

/// <summary>The lists of complaints that staff work through. Every read goes through <see cref="ComplaintAccess"/>.</summary>
public sealed class ComplaintQueries(IDbContextFactory<MibspDbContext> contexts, MunicipalTime time)
{
    public const int PageSize = 25;

    /// <summary>One page of what the actor may see, by the filter.</summary>
    public async Task<Page<ComplaintRow>> ListAsync(QueueFilter filter, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var page = Math.Clamp(filter.Page, 1, 10_000);
        var rows = await Rows(db, Ordered(Filtered(db.Complaints.VisibleTo(actor), filter, actor), filter.Order))
            .Skip((page - 1) * PageSize).Take(PageSize + 1).ToListAsync(ct);
        return new Page<ComplaintRow>([.. rows.Take(PageSize)], page, rows.Count > PageSize);
    }

    /// <summary>The bursts that lie apart from the actor's ordinary work, largest first.</summary>
    public async Task<IReadOnlyList<BurstRow>> BurstsAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var apart = db.Complaints.VisibleTo(actor).Where(InBurst(time.Today)).Where(c => c.Status != ComplaintStatus.Closed);
        var found = await apart.GroupBy(c => c.BurstId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return [.. found.OrderByDescending(burst => burst.Count).Select(burst => new BurstRow(burst.Key!.Value, burst.Count))];
    }

    /// <summary>One row, or null when the actor may not see it.</summary>
    public async Task<ComplaintRow?> FindAsync(string caseNumber, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await Rows(db, db.Complaints.VisibleTo(actor).Where(c => c.CaseNumber == caseNumber)).SingleOrDefaultAsync(ct);
    }

    /// <summary>Those of the complaints that the actor may see, in one read.</summary>
    public async Task<IReadOnlyList<ComplaintRow>> FindAsync(IReadOnlyCollection<Guid> ids, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await Rows(db, db.Complaints.VisibleTo(actor).Where(c => ids.Contains(c.Id)).OrderBy(c => c.CaseNumber)).ToListAsync(ct);
    }

    /// <summary>Whether the last that happened was the citizen's doing. Says nothing of what was written, so it is no reading of the case.</summary>
    public async Task<bool> CitizenWasLastAsync(Guid complaintId, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Complaints.VisibleTo(actor).AnyAsync(
            c => c.Id == complaintId
                && (c.History.Any(h => h.Number == c.TimelineLength && h.By == Party.Citizen)
                    || db.Messages.Any(m => m.ComplaintId == c.Id && m.Number == c.TimelineLength && m.By == Party.Citizen)
                    || db.EvidenceFiles.Any(e => e.ComplaintId == c.Id && e.Number == c.TimelineLength && e.By == Party.Citizen)), ct);
    }

    private IQueryable<Complaint> Filtered(IQueryable<Complaint> complaints, QueueFilter filter, Actor actor)
    {
        var today = time.Today;
        complaints = filter.Scope switch
        {
            QueueScope.Mine => complaints.Where(c => c.OfficerId == actor.UserId),
            QueueScope.Unassigned => complaints.Where(c => c.OfficerId == null),
            _ => complaints,
        };
        if (filter.Status is { } status)
        {
            complaints = complaints.Where(c => c.Status == status);
        }

        if (filter.OpenOnly || filter.DelayedOnly)
        {
            complaints = complaints.Where(c => c.Status != ComplaintStatus.Closed);
        }

        if (filter.DelayedOnly)
        {
            complaints = complaints.Where(c => c.LateAfterOn < today);
        }

        complaints = Bursts(complaints, filter.Bursts, today);
        if (filter.DepartmentId is { } department)
        {
            complaints = complaints.Where(c => c.DepartmentId == department);
        }

        var number = filter.CaseNumber?.Trim();
        if (string.IsNullOrEmpty(number))
        {
            return complaints;
        }

        return number.Any(c => !char.IsAsciiDigit(c) && c is not '-')
            ? complaints.Where(c => false)
            : complaints.Where(c => c.CaseNumber!.StartsWith(number) || c.CaseNumber!.EndsWith(number));
    }

    private static IQueryable<Complaint> Bursts(IQueryable<Complaint> complaints, BurstShow show, DateOnly today) => show switch
    {
        BurstShow.Apart => complaints.Where(c => c.BurstId == null || c.LateAfterOn < today),
        BurstShow.Only => complaints.Where(InBurst(today)),
        _ => complaints,
    };

    // Nothing that is late stays aside, whoever sent it and with how many others.
    private static Expression<Func<Complaint, bool>> InBurst(DateOnly today) => c => c.BurstId != null && c.LateAfterOn >= today;

    private static IQueryable<Complaint> Ordered(IQueryable<Complaint> complaints, QueueOrder order) => order switch
    {
        QueueOrder.Newest => complaints.OrderByDescending(c => c.CaseNumber),
        QueueOrder.CaseNumber => complaints.OrderBy(c => c.CaseNumber),
        _ => complaints.OrderBy(c => c.DeadlineOn).ThenBy(c => c.CaseNumber),
    };

    internal IQueryable<ComplaintRow> Rows(MibspDbContext db, IQueryable<Complaint> complaints)
    {
        var today = time.Today;
        return from c in complaints
               join d in db.Departments on c.DepartmentId equals d.Id
               select new ComplaintRow(
                   c.Id, c.Version, c.CaseNumber!, c.Kind, c.Status, c.Outcome, d.Name,
                   db.Services.Where(s => s.Id == c.ServiceId).Select(s => s.Name).FirstOrDefault(),
                   c.WardId, c.FiledOn, c.DeadlineOn, c.Status != ComplaintStatus.Closed && c.LateAfterOn < today,
                   c.OfficerId, db.Users.Where(u => u.Id == c.OfficerId).Select(u => u.DisplayName).FirstOrDefault(),
                   c.BurstId)
               {
                   LateAfterOn = c.LateAfterOn,
                   Clock = c.Status == ComplaintStatus.AwaitingCitizen ? ClockState.AwaitingCitizen
                       : c.Status == ComplaintStatus.ActionTaken ? ClockState.AwaitingConfirmation
                       : c.BlockedByDepartmentId != null ? ClockState.Blocked : ClockState.Running,
               };
    }
}
