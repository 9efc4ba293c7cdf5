using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Casework.Listing;

/// <summary>What a list needs to know before it is read: the day, what was typed as a case number, and between which rows a period lies.</summary>
internal sealed record ListBounds(DateOnly Today, CaseNumberSearch? Search, CaseNumberSearch? Numbers, (DateOnly First, DateOnly Last)? Deadlines)
{
    /// <summary>
    /// A period is looked for by the numbers or deadlines that its complaints have, first and last: read off one index. Without them a walk along
    /// the list would have to pass everything that came later.
    /// </summary>
    public static async Task<ListBounds> ReadAsync(MibspDbContext db, QueueFilter filter, DateOnly today, CancellationToken ct)
    {
        var search = string.IsNullOrWhiteSpace(filter.CaseNumber)
            ? null : CaseNumbers.Search(filter.CaseNumber, await db.CaseCounters.OrderBy(c => c.Year).Select(c => c.Year).ToListAsync(ct));
        var bounds = new ListBounds(today, search, null, null);
        if (filter.FiledFrom is null && filter.FiledUntil is null)
        {
            return bounds.From(filter.Place, filter.Order);
        }

        var filed = Filed(db.Complaints.Where(c => c.CaseNumber != null), filter);
        bounds = filter.Order is QueueOrder.Deadline
            ? bounds with { Deadlines = await DeadlinesAsync(filed, ct) }
            : bounds with { Numbers = await NumbersAsync(db, filed, ct) };
        return bounds.From(filter.Place, filter.Order);
    }

    /// <summary>By the day of filing, in which the index has them: asked for the very first and last, PostgreSQL would look for them from the ends of all deadlines there are.</summary>
    private static async Task<(DateOnly First, DateOnly Last)> DeadlinesAsync(IQueryable<Complaint> filed, CancellationToken ct)
    {
        var ends = await filed.GroupBy(c => c.FiledOn).Select(g => new { First = g.Min(c => c.DeadlineOn), Last = g.Max(c => c.DeadlineOn) }).ToListAsync(ct);
        return ends.Count == 0 ? (DateOnly.MaxValue, DateOnly.MinValue) : (ends.Min(end => end.First), ends.Max(end => end.Last));
    }

    /// <summary>
    /// Day by day, since each day's first and last number lie at an end of the index, and all that lies between would have to be read for those of a year. Which days have the
    /// first and the last cannot be known beforehand: numbers are given on release.
    /// </summary>
    private static async Task<CaseNumberSearch> NumbersAsync(MibspDbContext db, IQueryable<Complaint> filed, CancellationToken ct)
    {
        if (await filed.MinAsync(c => (DateOnly?)c.FiledOn, ct) is not { } first || await filed.MaxAsync(c => (DateOnly?)c.FiledOn, ct) is not { } last)
        {
            return CaseNumberSearch.Nothing;
        }

        var days = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays).ToArray();

        // A query over days alone has to begin at some table: of the integrity cell there is always one.
        var ends = await db.Departments.Where(d => d.IsIntegrityCell).SelectMany(_ => EF.Parameter(days).Select(day => new
        {
            First = db.Complaints.Where(c => c.FiledOn == day && c.CaseNumber != null).Min(c => c.CaseNumber),
            Last = db.Complaints.Where(c => c.FiledOn == day && c.CaseNumber != null).Max(c => c.CaseNumber),
        })).ToListAsync(ct);
        return new CaseNumberSearch(null, ends.Select(end => end.First).Min(StringComparer.Ordinal)!, ends.Select(end => end.Last).Max(StringComparer.Ordinal)!);
    }

    /// <summary>
    /// Not beyond the place, on the side from which the list comes: of several bounds SQLite begins at the first that it is given, and would pass all that lies
    /// before the place.
    /// </summary>
    private ListBounds From(ListPlace? place, QueueOrder order)
    {
        if (place is null)
        {
            return this;
        }

        var isDown = order is QueueOrder.Newest != place.IsBefore;
        if (order is not QueueOrder.Deadline)
        {
            return this with { Search = Narrowed(Search, place.CaseNumber, isDown), Numbers = Narrowed(Numbers, place.CaseNumber, isDown) };
        }

        return Deadlines is var (first, last) && place.DeadlineOn is { } on
            ? this with { Deadlines = isDown ? (first, on < last ? on : last) : (on > first ? on : first, last) } : this;
    }

    private static CaseNumberSearch? Narrowed(CaseNumberSearch? search, string place, bool isDown) => search switch
    {
        null or { Numbers: not null } => search,
        _ when isDown => string.CompareOrdinal(place, search.Last) < 0 ? search with { Last = place } : search,
        _ => string.CompareOrdinal(place, search.First) > 0 ? search with { First = place } : search,
    };

    internal static IQueryable<Complaint> Filed(IQueryable<Complaint> complaints, QueueFilter filter)
    {
        complaints = filter.FiledFrom is { } from ? complaints.Where(c => c.FiledOn >= from) : complaints;
        return filter.FiledUntil is { } until ? complaints.Where(c => c.FiledOn <= until) : complaints;
    }
}
