using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Mibsp.Domain.Clock;
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
        foreach (var entry in db.ChangeTracker.Entries<Complaint>().ToList())
        {
            if (entry.State is EntityState.Added)
            {
                sheet.Count(entry.Entity);
            }
            else if (entry.State is EntityState.Modified)
            {
                await ChangeAsync(db, entry, sheet, ct);
            }
            else if (entry.State is EntityState.Deleted)
            {
                throw new NotSupportedException("Complaints are erased and never deleted: they stay in the figures.");
            }
        }

        await sheet.ApplyAsync(db, added, ct);
    }

    private static async Task ChangeAsync(MibspDbContext db, EntityEntry<Complaint> entry, TallySheet sheet, CancellationToken ct)
    {
        Count(entry.OriginalValues, -1, sheet);
        Count(entry.CurrentValues, +1, sheet);
        var complaint = entry.Entity;
        if (!complaint.IsReleased)
        {
            return;
        }

        var wasReleased = IsReleased(entry.OriginalValues);
        var (facts, stays) = (FlowFacts.Of(complaint), complaint.Spans.OrderBy(s => s.Number).Select(FlowStay.Of).ToList());
        var steps = complaint.History.Where(h => db.Entry(h).State is EntityState.Added).OrderBy(h => h.Number).Select(FlowStep.Of).ToList();

        // What was done while it was held back counts from now on, too.
        if (!wasReleased)
        {
            var before = await db.StatusChanges.AsNoTracking().Where(h => EF.Property<Guid>(h, "ComplaintId") == complaint.Id).OrderBy(h => h.Number).ToListAsync(ct);
            steps.InsertRange(0, before.Select(FlowStep.Of));
        }

        var proposedOn = wasReleased ? entry.OriginalValues.GetValue<DateOnly?>(nameof(Complaint.ProposedOn)) : null;
        sheet.Flow.Count(facts, CaseFlow.OfSteps(facts, steps, stays, proposedOn));

        // All of them anew, less what they were: a stay that ended on the day on which it began is struck out again.
        sheet.Flow.Count(facts, CaseFlow.OfStays(stays));
        if (wasReleased)
        {
            sheet.Flow.Count(facts, CaseFlow.OfStays(Before(db, complaint.Id)).Select(f => (f.On, f.DepartmentId, -f.Count)));
        }
    }

    private static List<FlowStay> Before(MibspDbContext db, Guid complaintId)
        => [.. db.ChangeTracker.Entries<CaseSpan>().Where(e => e.State is not EntityState.Added && e.Entity.ComplaintId == complaintId)
            .OrderBy(e => e.Entity.Number).Select(e => FlowStay.Of(e.Entity))];

    private static void Count(PropertyValues complaint, int by, TallySheet sheet)
    {
        if (IsReleased(complaint))
        {
            sheet.Count(
                complaint.GetValue<int>(nameof(Complaint.DepartmentId)), complaint.GetValue<DateOnly>(nameof(Complaint.FiledOn)), complaint.GetValue<ComplaintStatus>(nameof(Complaint.Status)),
                complaint.GetValue<Guid?>(nameof(Complaint.OfficerId)), complaint.GetValue<DateOnly>(nameof(Complaint.LateAfterOn)), by);
        }
    }

    private static bool IsReleased(PropertyValues complaint) => complaint.GetValue<string?>(nameof(Complaint.CaseNumber)) is not null;
}
