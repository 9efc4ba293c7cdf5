using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Common;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Filing;

/// <summary>A complaint as the wizard hands it over.</summary>
public sealed record NewComplaint(
    ComplaintKind Kind, int DepartmentId, int? ServiceId, int? WardId, KeepFrom KeepFrom, ComplaintStory Story,
    IReadOnlyList<StagedEvidence> Evidence, FurtherReport? FollowsUpon = null);

/// <summary>What came of filing: the day by which an answer is due, or why it was refused.</summary>
public sealed record FilingOutcome(DateOnly? DeadlineOn, Refusal? Refusal)
{
    public bool Succeeded => Refusal is null;
}

/// <summary>How a citizen's complaint comes in.</summary>
public sealed class ComplaintFiling(
    IDbContextFactory<MibspDbContext> contexts, FilingTogether together, ComplaintReception reception, EvidenceStore store, IComplaintEvents events)
{
    public const int FilesMax = 5;

    /// <summary>
    /// Files the complaint under a tracking ID that the wizard drew beforehand. Filing again under the same ID changes
    /// nothing and succeeds: that is what makes a double click, or a retry after a broken connection, harmless.
    /// </summary>
    public async Task<FilingOutcome> FileAsync(NewComplaint filed, TrackingId trackingId, CancellationToken ct)
    {
        var hash = reception.Key.Hash(trackingId);
        if (await FindDeadlineAsync(hash, ct) is { } known)
        {
            return new FilingOutcome(known, null);
        }

        var kept = new List<KeptEvidence>();
        try
        {
            return await FileAsync(filed, hash, kept, ct);
        }
        catch (Exception failure)
        {
            await KeptInVain.DropAsync(contexts, store, kept);
            if (await OutcomeOfAsync(failure, hash, ct) is { } outcome)
            {
                return outcome;
            }

            throw;
        }
        finally
        {
            kept.ForEach(file => file.Wipe());
        }
    }

    private async Task<FilingOutcome?> OutcomeOfAsync(Exception failure, byte[] hash, CancellationToken ct)
    {
        if (failure is RuleBrokenException broken)
        {
            return new FilingOutcome(null, broken.Refusal);
        }

        if (failure is DbUpdateException or EvidenceUnreadableException)
        {
            // The same form sent twice at once: the other one was faster and took the ID and the staged files, and both
            // were meant as one.
            if (await FindDeadlineAsync(hash, ct) is { } deadline)
            {
                return new FilingOutcome(deadline, null);
            }
        }

        return failure is EvidenceUnreadableException ? new FilingOutcome(null, Refusal.EvidenceGone) : null;
    }

    private async Task<FilingOutcome> FileAsync(NewComplaint filed, byte[] hash, List<KeptEvidence> kept, CancellationToken ct)
    {
        var stamp = Stamp.Citizen(reception.Time);
        Check(filed, stamp.On);
        foreach (var staged in filed.Evidence)
        {
            kept.Add(await store.KeepAsync(staged, ct));
        }

        var complaint = await together.SaveAsync(new FilingDraft(filed, hash, stamp, kept), ct);
        foreach (var staged in filed.Evidence)
        {
            store.DeleteStaged(staged.Name);
        }

        if (complaint.IsReleased)
        {
            events.Publish(new ComplaintChanged(complaint.Id, [complaint.DepartmentId]));
        }

        return new FilingOutcome(complaint.DeadlineOn, null);
    }

    private static void Check(NewComplaint filed, DateOnly today)
    {
        var story = filed.Story;
        Require(Enum.IsDefined(filed.Kind), Refusal.KindMissing);
        Require(story.Description.Trim().Length >= ComplaintContent.DescriptionMinLength, Refusal.TextTooShort);
        Require(story.Description.Length <= ComplaintContent.DescriptionMaxLength
            && (story.FileNumber?.Length ?? 0) <= ComplaintContent.FileNumberMaxLength
            && (story.HowToCheck?.Length ?? 0) <= ComplaintContent.HowToCheckMaxLength, Refusal.TextTooLong);
        Require(story.Amount is null or (>= 0 and <= ComplaintContent.AmountMax), Refusal.AmountOutOfRange);
        Require(story.HappenedOn is null || story.HappenedOn <= today, Refusal.DayInFuture);
        Require(filed.Evidence.Count <= FilesMax, Refusal.TooManyFiles);
    }

    private async Task<DateOnly?> FindDeadlineAsync(byte[] hash, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Complaints.Where(c => c.TrackingHash == hash).Select(c => (DateOnly?)c.DeadlineOn).SingleOrDefaultAsync(ct);
    }
}
