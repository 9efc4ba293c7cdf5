using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Counters;

/// <summary>By how much which cells of the tallies are to change.</summary>
internal sealed class TallySheet
{
    public Dictionary<TallyKey, int> Tallies { get; } = [];

    public Dictionary<WorkKey, int> Work { get; } = [];

    public Dictionary<AgeKey, int> Ages { get; } = [];

    public FlowSheet Flow { get; } = new();

    /// <summary>How many cells there are on it.</summary>
    public int Cells => Tallies.Count + Work.Count + Ages.Count + Flow.Cells.Count;

    /// <summary>A whole complaint more, with all its history.</summary>
    public void Count(Complaint complaint)
    {
        if (!complaint.IsReleased)
        {
            return; // Whoever watches the figures must not see it arrive.
        }

        Count(complaint.DepartmentId, complaint.FiledOn, complaint.Status, complaint.OfficerId, complaint.LateAfterOn, +1);
        var (facts, stays) = (FlowFacts.Of(complaint), complaint.Spans.OrderBy(s => s.Number).Select(FlowStay.Of).ToList());
        Flow.Count(facts, CaseFlow.OfAll(facts, complaint.History.OrderBy(h => h.Number).Select(FlowStep.Of), stays));
    }

    /// <summary>Where it stands now.</summary>
    public void Count(int departmentId, DateOnly filedOn, ComplaintStatus status, Guid? officerId, DateOnly lateAfterOn, int by)
    {
        Add(Tallies, TallyKey.Of(departmentId, filedOn, status), by);
        if (status.IsOpen())
        {
            Add(Work, new WorkKey(departmentId, officerId ?? Guid.Empty, lateAfterOn), by);
            Add(Ages, new AgeKey(departmentId, filedOn), by);
        }
    }

    /// <summary>Changes the cells that are there, and adds the others. The caller saves what is added, under the record's lock.</summary>
    public async Task ApplyAsync(MibspDbContext db, ICollection<object> added, CancellationToken ct)
    {
        foreach (var (key, change) in Tallies)
        {
            var cell = db.ComplaintTallies.Where(t =>
                t.DepartmentId == key.DepartmentId && t.FiledMonth == key.FiledMonth && t.Status == key.Status);
            if (await cell.ExecuteUpdateAsync(s => s.SetProperty(t => t.Count, t => t.Count + change), ct) == 0)
            {
                added.Add(db.Add(new ComplaintTally(key, change)).Entity);
            }
        }

        foreach (var (key, change) in Work)
        {
            var cell = db.WorkTallies.Where(w =>
                w.DepartmentId == key.DepartmentId && w.OfficerId == key.OfficerId && w.LateAfterOn == key.LateAfterOn);
            if (await cell.ExecuteUpdateAsync(s => s.SetProperty(w => w.Count, w => w.Count + change), ct) == 0)
            {
                added.Add(db.Add(new WorkTally(key, change)).Entity);
            }
        }

        foreach (var (key, change) in Ages)
        {
            var cell = db.AgeTallies.Where(a => a.DepartmentId == key.DepartmentId && a.FiledOn == key.FiledOn);
            if (await cell.ExecuteUpdateAsync(s => s.SetProperty(a => a.Count, a => a.Count + change), ct) == 0)
            {
                added.Add(db.Add(new AgeTally(key, change)).Entity);
            }
        }

        await Flow.ApplyAsync(db, added, ct);
    }

    /// <summary>A cell by whose change nothing is left to change is taken off the sheet.</summary>
    public static void Add<TKey>(Dictionary<TKey, int> cells, TKey key, int by)
        where TKey : struct
    {
        var sum = cells.GetValueOrDefault(key) + by;
        if (sum == 0)
        {
            cells.Remove(key);
        }
        else
        {
            cells[key] = sum;
        }
    }
}
