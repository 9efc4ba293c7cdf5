using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Messages;
using Mibsp.Domain.Persistence;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Tracking;

/// <summary>What a citizen does with a complaint after filing it. The tracking ID is all they have and all they need.</summary>
public sealed class ComplaintTracking(
    IDbContextFactory<MibspDbContext> contexts, Ledger ledger, ComplaintReception reception, EvidenceStore store, IComplaintEvents events)
{
    /// <summary>Writes to the officer. If a question was open, this answers it.</summary>
    public Task<Outcome> WriteAsync(TrackingId id, string text, CancellationToken ct)
        => ChangeAsync(id, (db, complaint, cipher, stamp) =>
        {
            Require(complaint.Status.IsOpen(), Refusal.WrongStatus);
            db.Add(new Message(complaint.NextNumber(), text, stamp, cipher));
            if (complaint.Status is ComplaintStatus.AwaitingCitizen)
            {
                complaint.StartReview(null, stamp, cipher);
                return Task.FromResult(AuditAct.CitizenAnswered);
            }

            complaint.Touch();
            return Task.FromResult(AuditAct.CitizenWrote);
        }, ct);

    /// <summary>Adds files that were staged before. All of them or none.</summary>
    public async Task<Outcome> AddEvidenceAsync(TrackingId id, IReadOnlyList<StagedEvidence> files, CancellationToken ct)
    {
        var kept = new List<KeptEvidence>();
        var outcome = (Outcome)Refusal.EvidenceGone;
        try
        {
            outcome = await ChangeAsync(id, async (db, complaint, cipher, stamp) =>
            {
                Require(complaint.Status.IsOpen(), Refusal.WrongStatus);
                var already = await db.EvidenceFiles.CountAsync(e => e.ComplaintId == complaint.Id, ct);
                Require(already + files.Count <= 2 * ComplaintFiling.FilesMax, Refusal.TooManyFiles);
                foreach (var staged in files)
                {
                    kept.Add(await store.KeepAsync(staged, ct));
                    db.Add(new EvidenceFile(complaint.NextNumber(), kept[^1], stamp, cipher));
                }

                complaint.Touch();
                return AuditAct.EvidenceAdded;
            }, ct);
        }
        finally
        {
            kept.ForEach(file => file.Wipe());
            if (!outcome.Succeeded)
            {
                await KeptInVain.DropAsync(contexts, store, kept);
            }
        }

        if (outcome.Succeeded)
        {
            foreach (var staged in files)
            {
                store.DeleteStaged(staged.Name);
            }
        }

        return outcome;
    }

    /// <summary>Agrees to the proposed closing.</summary>
    public Task<Outcome> ConfirmAsync(TrackingId id, CancellationToken ct)
        => ChangeAsync(id, (_, complaint, _, stamp) =>
        {
            complaint.Confirm(stamp);
            return Task.FromResult(AuditAct.ClosingConfirmed);
        }, ct);

    /// <summary>Does not agree: the complaint goes to somebody else. The reason is read by them.</summary>
    public Task<Outcome> ContestAsync(TrackingId id, string reason, CancellationToken ct)
        => ChangeAsync(id, async (db, complaint, cipher, stamp) =>
        {
            complaint.Contest(reason, await ComplaintReception.IntegrityCellIdAsync(db, ct), stamp, cipher);
            return AuditAct.ClosingContested;
        }, ct);

    /// <summary>Ends the complaint, wherever it stands. The officer sees that it was withdrawn; it cannot be taken back.</summary>
    public Task<Outcome> WithdrawAsync(TrackingId id, CancellationToken ct)
        => ChangeAsync(id, (_, complaint, _, stamp) =>
        {
            complaint.Withdraw(stamp);
            return Task.FromResult(AuditAct.ComplaintWithdrawn);
        }, ct);

    /// <summary>Says once, when it is closed, how it was dealt with: 1 to 5.</summary>
    public Task<Outcome> RateAsync(TrackingId id, int stars, CancellationToken ct)
        => ChangeAsync(id, (_, complaint, _, _) =>
        {
            complaint.Rate(stars);
            return Task.FromResult(AuditAct.ComplaintRated);
        }, ct);

    private async Task<Outcome> ChangeAsync(
        TrackingId id, Func<MibspDbContext, Complaint, ComplaintCipher, Stamp, Task<AuditAct>> change, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var hash = reception.Key.Hash(id);
        var complaint = await ledger.LoadAsync(db, db.Complaints.Where(c => c.TrackingHash == hash), ct);
        if (complaint is null)
        {
            return Refusal.NotFound;
        }

        using var cipher = await reception.Keeping.OpenAsync(db, complaint.Id, ct);
        if (cipher is null)
        {
            return Refusal.Erased;
        }

        var before = complaint.DepartmentId;
        try
        {
            var stamp = Stamp.Citizen(reception.Time);
            var act = await change(db, complaint, cipher, stamp);
            await ledger.SaveAsync(db, AuditRecord.Of(act, stamp, complaint.Id, Details(before, complaint)), ct);
        }
        catch (RuleBrokenException broken)
        {
            return broken.Refusal;
        }
        catch (EvidenceUnreadableException)
        {
            return Refusal.EvidenceGone;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.ChangedByOthers;
        }

        int[] departments = before == complaint.DepartmentId ? [before] : [before, complaint.DepartmentId];
        events.Publish(new ComplaintChanged(complaint.Id, complaint.IsReleased ? departments : []));
        return Outcome.Done;
    }

    // Other nodes read from the record whose lists it left.
    private static Dictionary<string, string> Details(int before, Complaint complaint) => before == complaint.DepartmentId
        ? [] : new() { [RecordTailQueries.FormerDepartment] = before.ToString(CultureInfo.InvariantCulture) };
}
