using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Counters;

/// <summary>
/// Keeps the tallies equal to a recount of the complaints. Reads what changed off the change tracker, so that no
/// service can forget it; runs under the record's lock, so that two writers never add the same cell.
/// </summary>
internal static class TallyKeeping
{
    public static async Task ApplyAsync(MibspDbContext db, ICollection<object> added, CancellationToken ct)
    {
        var sheet = new TallySheet();
        foreach (var entry in db.ChangeTracker.Entries<Complaint>())
        {
            if (entry.State is EntityState.Modified or EntityState.Deleted)
            {
                Count(entry.OriginalValues, -1, sheet);
            }

            if (entry.State is EntityState.Modified or EntityState.Added)
            {
                Count(entry.CurrentValues, +1, sheet);
            }
        }

        await sheet.ApplyAsync(db, added, ct);
    }

    private static void Count(PropertyValues complaint, int by, TallySheet sheet) => sheet.Count(
        complaint.GetValue<string?>(nameof(Complaint.CaseNumber)) is not null,
        TallyKey.Of(
            complaint.GetValue<int>(nameof(Complaint.DepartmentId)), complaint.GetValue<DateOnly>(nameof(Complaint.FiledOn)),
            complaint.GetValue<ComplaintStatus>(nameof(Complaint.Status))),
        complaint.GetValue<Guid?>(nameof(Complaint.OfficerId)), complaint.GetValue<DateOnly>(nameof(Complaint.LateAfterOn)), by);
}

/// <summary>By how much which cells of the tallies are to change.</summary>
internal sealed class TallySheet
{
    private readonly Dictionary<TallyKey, int> _tallies = [];
    private readonly Dictionary<WorkKey, int> _work = [];

    /// <summary>One complaint more.</summary>
    public void Count(Complaint complaint)
        => Count(complaint.IsReleased, TallyKey.Of(complaint.DepartmentId, complaint.FiledOn, complaint.Status), complaint.OfficerId, complaint.LateAfterOn, +1);

    public void Count(bool isReleased, TallyKey tally, Guid? officerId, DateOnly lateAfterOn, int by)
    {
        if (!isReleased)
        {
            return; // Whoever watches the figures must not see it arrive.
        }

        _tallies[tally] = _tallies.GetValueOrDefault(tally) + by;
        if (tally.Status.IsOpen())
        {
            var load = new WorkKey(tally.DepartmentId, officerId ?? Guid.Empty, lateAfterOn);
            _work[load] = _work.GetValueOrDefault(load) + by;
        }
    }

    /// <summary>Changes the cells that are there, and adds the others. The caller saves what is added, under the record's lock.</summary>
    public async Task ApplyAsync(MibspDbContext db, ICollection<object> added, CancellationToken ct)
    {
        foreach (var (key, change) in _tallies.Where(t => t.Value != 0))
        {
            var cell = db.ComplaintTallies.Where(t =>
                t.DepartmentId == key.DepartmentId && t.FiledMonth == key.FiledMonth && t.Status == key.Status);
            if (await cell.ExecuteUpdateAsync(s => s.SetProperty(t => t.Count, t => t.Count + change), ct) == 0)
            {
                added.Add(db.Add(new ComplaintTally(key, change)).Entity);
            }
        }

        foreach (var (key, change) in _work.Where(w => w.Value != 0))
        {
            var cell = db.WorkTallies.Where(w =>
                w.DepartmentId == key.DepartmentId && w.OfficerId == key.OfficerId && w.LateAfterOn == key.LateAfterOn);
            if (await cell.ExecuteUpdateAsync(s => s.SetProperty(w => w.Count, w => w.Count + change), ct) == 0)
            {
                added.Add(db.Add(new WorkTally(key, change)).Entity);
            }
        }
    }
}
