using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Casework.Listing;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Common;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Casework;

/// <summary>The lists of complaints that staff work through. Every read goes through <see cref="ComplaintAccess"/>.</summary>
public sealed class ComplaintQueries(IDbContextFactory<MibspDbContext> contexts, MunicipalTime time)
{
    public const int PageSize = 25;

    /// <summary>
    /// One page of what the actor may see, by the filter. At a place where nothing is any more, and before the first full page, it is the first
    /// page. Nothing is counted and nothing is skipped: each page is a walk along an index from its place on.
    /// </summary>
    public Task<Page<ComplaintRow>> ListAsync(QueueFilter filter, Actor actor, CancellationToken ct) => ListAsync(filter, actor, ReadAsync, ct);

    /// <summary>The same for a caller who reads the parts, as by <see cref="ReadAsync"/>, and may know some of them already.</summary>
    public async Task<Page<ComplaintRow>> ListAsync(
        QueueFilter filter, Actor actor, Func<ListPart, CancellationToken, Task<ListPartRows>> read, CancellationToken ct)
    {
        // What is looked for by the beginning of its number lies together by number, and nowhere else.
        filter = filter.Order is QueueOrder.Deadline && await IsByNumberAsync(filter, ct) ? filter with { Order = QueueOrder.CaseNumber } : filter;
        var (rows, hasMore) = await JoinAsync(filter, PageSize, actor, read, ct);
        if (filter.Place is { } place && (rows.Count == 0 || (place.IsBefore && !hasMore && rows.Count < PageSize)))
        {
            filter = filter with { Place = null };
            (rows, hasMore) = await JoinAsync(filter, PageSize, actor, read, ct);
        }

        return filter.Place is { IsBefore: true }
            ? new Page<ComplaintRow>([.. rows.Reverse()], 1, HasMore: true) { HasEarlier = hasMore }
            : new Page<ComplaintRow>(rows, 1, hasMore) { HasEarlier = filter.Place is not null };
    }

    /// <summary>The rows of a part of a page.</summary>
    public async Task<ListPartRows> ReadAsync(ListPart part, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var bounds = await ListBounds.ReadAsync(db, part.Filter, time.Today, ct);
        var reason = db.Complaints.WalksOf(part.For)[part.Reason];
        var walk = reason.Complaints.By(part.Filter, bounds, part.For, reason.IsNarrow).From(part.Filter.Place, part.Filter.Order);
        var rows = await Rows(db, walk.Take(part.Size)).ToListAsync(ct);
        var ids = rows.Select(row => row.Id).ToList();
        return new ListPartRows(rows, part.IsShared && rows.Count > 0
            ? await db.Recusals.Where(r => ids.Contains(r.ComplaintId)).Select(r => r.UserId).Distinct().ToHashSetAsync(ct) : new HashSet<Guid>());
    }

    /// <summary>
    /// All that the filter shows the actor, in the order of case numbers, which never change: read in parts of <paramref name="atOnce"/>, of which
    /// one at a time is kept.
    /// </summary>
    internal async IAsyncEnumerable<IReadOnlyList<ComplaintRow>> AllAsync(
        QueueFilter filter, int atOnce, Actor actor, [EnumeratorCancellation] CancellationToken ct)
    {
        filter = filter with { Order = QueueOrder.CaseNumber, Place = null };
        var hasMore = true;
        while (hasMore)
        {
            (var rows, hasMore) = await JoinAsync(filter, atOnce, actor, ReadAsync, ct);
            if (rows.Count > 0)
            {
                filter = filter with { Place = ListPlace.Of(rows[^1], filter.Order, isBefore: false) };
                yield return rows;
            }
        }
    }

    /// <summary>The bursts that lie apart from the actor's ordinary work, largest first.</summary>
    public async Task<IReadOnlyList<BurstRow>> BurstsAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);

        // Those of bursts first: few, and most of the time none.
        var ofBursts = db.Complaints.Where(c => c.BurstId != null).Select(c => c.Id);
        var apart = db.Complaints.VisibleTo(actor).Where(c => ofBursts.Contains(c.Id)).Where(ListFiltering.InBurst(time.Today)).Where(c => c.Status != ComplaintStatus.Closed);
        var found = await apart.GroupBy(c => c.BurstId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return [.. found.OrderByDescending(burst => burst.Count).Select(burst => new BurstRow(burst.Key!.Value, burst.Count))];
    }

    /// <summary>Whether any burst lies apart from anybody's work; mostly there is none.</summary>
    public async Task<bool> AnyBurstAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Complaints.Where(ListFiltering.InBurst(time.Today)).AnyAsync(c => c.Status != ComplaintStatus.Closed, ct);
    }

    /// <summary>How often each of the complaints was changed.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> VersionsAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Complaints.Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Version }).ToDictionaryAsync(c => c.Id, c => c.Version, ct);
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

    // One walk for each reason for which the actor sees something, of which no more is taken than the page holds.
    private static async Task<(IReadOnlyList<ComplaintRow> Rows, bool HasMore)> JoinAsync(
        QueueFilter filter, int size, Actor actor, Func<ListPart, CancellationToken, Task<ListPartRows>> read, CancellationToken ct)
    {
        var all = new List<ComplaintRow>();
        foreach (var part in ListPart.Of(filter, actor, size + 1))
        {
            var found = await read(part, ct);

            // What others are shown, as long as none of it is kept from this one. Otherwise read for them alone, with what comes instead.
            all.AddRange(found.KeptFrom.Contains(actor.UserId) ? (await read(part with { For = actor }, ct)).Rows : found.Rows);
        }

        var rows = all.DistinctBy(row => row.Id).InOrder(filter).Take(size + 1).ToList();
        return ([.. rows.Take(size)], rows.Count > size);
    }

    private async Task<bool> IsByNumberAsync(QueueFilter filter, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(filter.CaseNumber))
        {
            return false;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return (await ListBounds.ReadAsync(db, filter with { FiledFrom = null, FiledUntil = null }, time.Today, ct)).Search is { Numbers: null };
    }

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
