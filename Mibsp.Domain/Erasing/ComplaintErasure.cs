using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;

namespace Mibsp.Domain.Erasing;

/// <summary>
/// Makes unreadable for good what anybody wrote in a complaint: its key is destroyed, then texts, files and their keys. What
/// stays are the bare facts by which it is counted, and the record.
/// </summary>
public sealed class ComplaintErasure(
    IDbContextFactory<MibspDbContext> contexts, Ledger ledger, ComplaintReception reception, EvidenceStore store, IComplaintEvents events)
{
    /// <summary>The citizen's wish. An open complaint is withdrawn by it, in the same transaction.</summary>
    public async Task<Outcome> EraseAsync(TrackingId id, CancellationToken ct)
    {
        var hash = reception.Key.Hash(id);
        return await EraseAsync(c => c.TrackingHash == hash, Stamp.Citizen(reception.Time), ct);
    }

    /// <summary>Because its time is over: for a closed complaint.</summary>
    internal Task<Outcome> EraseAsync(Guid id, CancellationToken ct) => EraseAsync(c => c.Id == id, Stamp.System(reception.Time), ct);

    private async Task<Outcome> EraseAsync(Expression<Func<Complaint, bool>> which, Stamp stamp, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var complaint = await ledger.LoadAsync(db, db.Complaints.Where(which), ct);
        if (complaint is null)
        {
            return Refusal.NotFound;
        }

        if (complaint.ErasedOn is not null)
        {
            return Outcome.Done;
        }

        var files = new List<string>();
        try
        {
            var records = Apply(complaint, stamp);
            await ledger.SaveAsync(db, records, ct, async token =>
            {
                files.Clear();
                files.AddRange(await db.EvidenceFiles.Where(e => e.ComplaintId == complaint.Id).Select(e => e.StoredName).ToListAsync(token));
                await DestroyAsync(db, complaint.Id, token);
            });
        }
        catch (RuleBrokenException broken)
        {
            return broken.Refusal;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.ChangedByOthers;
        }

        // The keys are gone already; should this be cut off, the sweep takes what no row names.
        files.ForEach(name => store.DeleteKept(name));
        await db.ScrubAsync(all: false, CancellationToken.None);
        events.Publish(new ComplaintChanged(complaint.Id, complaint.IsReleased ? [complaint.DepartmentId] : []));
        return Outcome.Done;
    }

    private static List<AuditRecord> Apply(Complaint complaint, Stamp stamp)
    {
        var records = new List<AuditRecord>();
        if (complaint.Status.IsOpen())
        {
            complaint.Withdraw(stamp);
            records.Add(AuditRecord.Of(AuditAct.ComplaintWithdrawn, stamp, complaint.Id));
        }

        complaint.Erase(stamp);
        records.Add(AuditRecord.Of(AuditAct.ComplaintErased, stamp, complaint.Id));
        return records;
    }

    // The key first. Messages and notes go with their rows: that, and when, somebody wrote is nothing any figure needs.
    // The lines of the history stay without their notes, because the figures do need when a complaint moved.
    private static async Task DestroyAsync(MibspDbContext db, Guid id, CancellationToken ct)
    {
        await db.ComplaintKeys.Where(k => k.ComplaintId == id).ExecuteDeleteAsync(ct);
        await db.ComplaintContents.Where(c => c.ComplaintId == id).ExecuteDeleteAsync(ct);
        await db.Messages.Where(m => m.ComplaintId == id).ExecuteDeleteAsync(ct);
        await db.Notes.Where(n => n.ComplaintId == id).ExecuteDeleteAsync(ct);
        await db.EvidenceFiles.Where(e => e.ComplaintId == id).ExecuteDeleteAsync(ct);
        await db.StatusChanges.Where(h => EF.Property<Guid>(h, "ComplaintId") == id && h.SealedNote != null)
            .ExecuteUpdateAsync(s => s.SetProperty(h => h.SealedNote, (byte[]?)null), ct);
        await db.StatedOpenings.Where(o => o.ComplaintId == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.SealedReason, (byte[]?)null), ct);
    }
}
