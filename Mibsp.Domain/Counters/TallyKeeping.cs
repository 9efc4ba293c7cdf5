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
        var tallies = new Dictionary<TallyKey, int>();
        var work = new Dictionary<WorkKey, int>();
        foreach (var entry in db.ChangeTracker.Entries<Complaint>())
        {
            if (entry.State is EntityState.Modified or EntityState.Deleted)
            {
                Count(entry.OriginalValues, -1, tallies, work);
            }

            if (entry.State is EntityState.Modified or EntityState.Added)
            {
                Count(entry.CurrentValues, +1, tallies, work);
            }
        }

        foreach (var (key, change) in tallies.Where(t => t.Value != 0))
        {
            var cell = db.ComplaintTallies.Where(t =>
                t.DepartmentId == key.DepartmentId && t.FiledMonth == key.FiledMonth && t.Status == key.Status);
            if (await cell.ExecuteUpdateAsync(s => s.SetProperty(t => t.Count, t => t.Count + change), ct) == 0)
            {
                added.Add(db.Add(new ComplaintTally(key, change)).Entity);
            }
        }

        foreach (var (key, change) in work.Where(w => w.Value != 0))
        {
            var cell = db.WorkTallies.Where(w =>
                w.DepartmentId == key.DepartmentId && w.OfficerId == key.OfficerId && w.LateAfterOn == key.LateAfterOn);
            if (await cell.ExecuteUpdateAsync(s => s.SetProperty(w => w.Count, w => w.Count + change), ct) == 0)
            {
                added.Add(db.Add(new WorkTally(key, change)).Entity);
            }
        }
    }

    private static void Count(
        PropertyValues complaint, int by, Dictionary<TallyKey, int> tallies, Dictionary<WorkKey, int> work)
    {
        if (complaint.GetValue<string?>(nameof(Complaint.CaseNumber)) is null)
        {
            return; // Not released: whoever watches the figures must not see it arrive.
        }

        var department = complaint.GetValue<int>(nameof(Complaint.DepartmentId));
        var status = complaint.GetValue<ComplaintStatus>(nameof(Complaint.Status));
        var tally = TallyKey.Of(department, complaint.GetValue<DateOnly>(nameof(Complaint.FiledOn)), status);
        tallies[tally] = tallies.GetValueOrDefault(tally) + by;
        if (status.IsOpen())
        {
            var officer = complaint.GetValue<Guid?>(nameof(Complaint.OfficerId)) ?? Guid.Empty;
            var load = new WorkKey(department, officer, complaint.GetValue<DateOnly>(nameof(Complaint.LateAfterOn)));
            work[load] = work.GetValueOrDefault(load) + by;
        }
    }
}
