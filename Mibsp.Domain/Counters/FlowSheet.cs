using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Persistence.Bulk;

namespace Mibsp.Domain.Counters;

/// <summary>By how much which cells of <see cref="FlowTally"/> are to change.</summary>
internal sealed class FlowSheet
{
    /// <summary>More cells than these are read, added up and written anew instead of one by one.</summary>
    private const int Many = 200;

    private static readonly FlowMargin[] _margins = Enum.GetValues<FlowMargin>();

    public Dictionary<long, FlowCount> Cells { get; } = [];

    /// <summary>In each cell that the complaint is counted in: by day and month, at each margin.</summary>
    public void Count(FlowFacts facts, IEnumerable<(DateOnly On, int DepartmentId, FlowCount Count)> flow, int by = +1)
    {
        foreach (var (on, department, count) in flow)
        {
            var (change, month) = (by < 0 ? -count : count, new DateOnly(on.Year, on.Month, 1));
            foreach (var margin in _margins)
            {
                Add(new FlowKey(FlowGrain.Day, margin, on, department, facts.At(margin)).Cell, change);
                Add(new FlowKey(FlowGrain.Month, margin, month, department, facts.At(margin)).Cell, change);
            }
        }
    }

    public void Add(long cell, FlowCount change)
    {
        var sum = Cells.GetValueOrDefault(cell) + change;
        if (sum == default)
        {
            Cells.Remove(cell);
        }
        else
        {
            Cells[cell] = sum;
        }
    }

    /// <summary>Changes the cells that are there, and adds the others. The caller saves what is added, under the record's lock.</summary>
    public Task ApplyAsync(MibspDbContext db, ICollection<object> added, CancellationToken ct)
        => Cells.Count > Many ? RewriteAsync(db, ct) : UpdateAsync(db, added, ct);

    // One act changes the cells of all its margins by the same: one statement for all of them.
    private async Task UpdateAsync(MibspDbContext db, ICollection<object> added, CancellationToken ct)
    {
        foreach (var alike in Cells.GroupBy(c => c.Value, c => c.Key))
        {
            var (cells, by) = (alike.ToList(), alike.Key);
            var there = db.FlowTallies.Where(t => cells.Contains(t.Cell));
            if (await there.ExecuteUpdateAsync(
                s => s.SetProperty(t => t.Filed, t => t.Filed + by.Filed).SetProperty(t => t.Came, t => t.Came + by.Came).SetProperty(t => t.Left, t => t.Left + by.Left)
                    .SetProperty(t => t.Acted, t => t.Acted + by.Acted).SetProperty(t => t.DaysToAct, t => t.DaysToAct + by.DaysToAct)
                    .SetProperty(t => t.Proposed, t => t.Proposed + by.Proposed).SetProperty(t => t.Contested, t => t.Contested + by.Contested)
                    .SetProperty(t => t.Closed, t => t.Closed + by.Closed).SetProperty(t => t.ClosedInTime, t => t.ClosedInTime + by.ClosedInTime)
                    .SetProperty(t => t.DaysToClose, t => t.DaysToClose + by.DaysToClose), ct) < cells.Count)
            {
                foreach (var cell in cells.Except(await there.Select(t => t.Cell).ToListAsync(ct)))
                {
                    added.Add(db.Add(new FlowTally(FlowKey.Of(cell), by)).Entity);
                }
            }
        }
    }

    private async Task RewriteAsync(MibspDbContext db, CancellationToken ct)
    {
        foreach (var part in Cells.GroupBy(c => (FlowKey.Of(c.Key).Grain, FlowKey.Of(c.Key).Margin)))
        {
            var (first, last, sums) = (part.Min(c => c.Key), part.Max(c => c.Key), part.ToDictionary());
            var range = db.FlowTallies.Where(t => t.Cell >= first && t.Cell <= last);
            await foreach (var tally in range.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
            {
                sums[tally.Cell] = sums.GetValueOrDefault(tally.Cell) + tally.Count;
            }

            await range.ExecuteDeleteAsync(ct);
            await BulkLoading.Of(db).WriteAsync(
                db, RowShape.Of<FlowTally>(db), sums.Where(s => s.Value != default).OrderBy(s => s.Key).Select(s => new BulkRow(new FlowTally(FlowKey.Of(s.Key), s.Value), default)), ct);
        }
    }
}
