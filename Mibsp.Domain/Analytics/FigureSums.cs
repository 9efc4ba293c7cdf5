using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Analytics;

/// <summary>Reads sums off the tallies, of one department or all, without what is <paramref name="hidden"/> from whoever asks.</summary>
internal sealed class FigureSums(MibspDbContext db, int? departmentId, TallySheet hidden)
{
    /// <summary>Whether complaints are not counted in the flows that are counted otherwise: they were here first, and a recount is still to come.</summary>
    public static async Task<bool> IsBehindAsync(MibspDbContext db, CancellationToken ct)
    {
        var (first, last) = FlowKey.Whole(FlowGrain.Month, FlowMargin.All);
        return await db.FlowTallies.Where(t => t.Cell >= first && t.Cell <= last).SumAsync(t => t.Filed, ct) != await db.ComplaintTallies.SumAsync(t => t.Count, ct);
    }

    /// <summary>By department and value: of whole months as months, of the days before and after them by the day.</summary>
    public async Task<Dictionary<(int DepartmentId, int Value), FlowCount>> SumAsync(FlowMargin margin, DateOnly from, DateOnly until, CancellationToken ct)
    {
        var sums = new Dictionary<(int, int), FlowCount>();
        foreach (var (grain, first, last) in AnalyticsPeriods.Grains(from, until))
        {
            await AddAsync(sums, FlowKey.Between(grain, margin, first, last), ct);
        }

        return sums;
    }

    /// <summary>The same of all days there are.</summary>
    public async Task<Dictionary<(int DepartmentId, int Value), FlowCount>> SumAsync(FlowMargin margin, CancellationToken ct)
    {
        var sums = new Dictionary<(int, int), FlowCount>();
        await AddAsync(sums, FlowKey.Whole(FlowGrain.Month, margin), ct);
        return sums;
    }

    /// <summary>Day by day; days on which nothing was are not among them.</summary>
    public async Task<Dictionary<DateOnly, FlowCount>> ByDayAsync(DateOnly from, DateOnly until, CancellationToken ct)
    {
        var (range, sums) = (FlowKey.Between(FlowGrain.Day, FlowMargin.All, from, until), new Dictionary<DateOnly, FlowCount>());
        await foreach (var tally in Cells(range).AsAsyncEnumerable().WithCancellation(ct))
        {
            sums[tally.On] = sums.GetValueOrDefault(tally.On) + tally.Count;
        }

        foreach (var (key, count) in Hidden(range))
        {
            sums[key.On] = sums.GetValueOrDefault(key.On) + -count;
        }

        return sums;
    }

    /// <summary>How many open complaints were filed on which day.</summary>
    public async Task<Dictionary<DateOnly, int>> AgesAsync(CancellationToken ct)
    {
        var ages = await db.AgeTallies.Where(a => a.Count != 0 && (departmentId == null || a.DepartmentId == departmentId))
            .GroupBy(a => a.FiledOn).Select(g => new { g.Key, Count = g.Sum(a => a.Count) }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        foreach (var (key, count) in hidden.Ages.Where(a => IsOf(a.Key.DepartmentId)))
        {
            TallySheet.Add(ages, key.FiledOn, -count);
        }

        return ages;
    }

    /// <summary>How many open complaints of which department are delayed after which day.</summary>
    public async Task<Dictionary<(int DepartmentId, DateOnly LateAfterOn), int>> DeadlinesAsync(CancellationToken ct)
    {
        var deadlines = await db.WorkTallies.Where(w => w.Count != 0 && (departmentId == null || w.DepartmentId == departmentId))
            .GroupBy(w => new { w.DepartmentId, w.LateAfterOn }).Select(g => new { g.Key, Count = g.Sum(w => w.Count) })
            .ToDictionaryAsync(g => (g.Key.DepartmentId, g.Key.LateAfterOn), g => g.Count, ct);
        foreach (var (key, count) in hidden.Work.Where(w => IsOf(w.Key.DepartmentId)))
        {
            TallySheet.Add(deadlines, (key.DepartmentId, key.LateAfterOn), -count);
        }

        return deadlines;
    }

    /// <summary>What lies with whom, in which department.</summary>
    public async Task<Dictionary<(int DepartmentId, Guid OfficerId), (int Open, int DueSoon, int Delayed)>> LoadsAsync(DateOnly today, DateOnly soon, CancellationToken ct)
    {
        var loads = await db.WorkTallies.Where(w => w.Count != 0 && (departmentId == null || w.DepartmentId == departmentId))
            .GroupBy(w => new { w.DepartmentId, w.OfficerId })
            .Select(g => new
            {
                g.Key,
                Open = g.Sum(w => w.Count),
                DueSoon = g.Sum(w => w.LateAfterOn >= today && w.LateAfterOn <= soon ? w.Count : 0),
                Delayed = g.Sum(w => w.LateAfterOn < today ? w.Count : 0),
            }).ToDictionaryAsync(g => (g.Key.DepartmentId, g.Key.OfficerId), g => (g.Open, g.DueSoon, g.Delayed), ct);
        foreach (var (key, count) in hidden.Work.Where(w => IsOf(w.Key.DepartmentId)))
        {
            var (open, dueSoon, delayed) = loads.GetValueOrDefault((key.DepartmentId, key.OfficerId));
            loads[(key.DepartmentId, key.OfficerId)] = (
                open - count, dueSoon - (key.LateAfterOn >= today && key.LateAfterOn <= soon ? count : 0), delayed - (key.LateAfterOn < today ? count : 0));
        }

        return loads;
    }

    private async Task AddAsync(Dictionary<(int, int), FlowCount> sums, (long First, long Last) range, CancellationToken ct)
    {
        var found = await Cells(range).GroupBy(t => new { t.DepartmentId, t.Value })
            .Select(g => new
            {
                g.Key,
                Count = new FlowCount(
                    g.Sum(t => t.Filed), g.Sum(t => t.Came), g.Sum(t => t.Left), g.Sum(t => t.Acted), g.Sum(t => t.DaysToAct),
                    g.Sum(t => t.Proposed), g.Sum(t => t.Contested), g.Sum(t => t.Closed), g.Sum(t => t.ClosedInTime), g.Sum(t => t.DaysToClose)),
            }).ToListAsync(ct);
        foreach (var sum in found)
        {
            var key = (sum.Key.DepartmentId, sum.Key.Value);
            sums[key] = sums.GetValueOrDefault(key) + sum.Count;
        }

        foreach (var (key, count) in Hidden(range))
        {
            sums[(key.DepartmentId, key.Value)] = sums.GetValueOrDefault((key.DepartmentId, key.Value)) + -count;
        }
    }

    private IQueryable<FlowTally> Cells((long First, long Last) range)
    {
        var cells = db.FlowTallies.AsNoTracking().Where(t => t.Cell >= range.First && t.Cell <= range.Last);
        return departmentId is null ? cells : cells.Where(t => t.DepartmentId == departmentId);
    }

    private IEnumerable<(FlowKey Key, FlowCount Count)> Hidden((long First, long Last) range)
        => hidden.Flow.Cells.Where(c => c.Key >= range.First && c.Key <= range.Last).Select(c => (FlowKey.Of(c.Key), c.Value)).Where(c => IsOf(c.Item1.DepartmentId));

    private bool IsOf(int department) => departmentId is null || department == departmentId;
}
