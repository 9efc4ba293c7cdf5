using Microsoft.Extensions.Options;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Messages;
using Mibsp.Domain.Tracking;
using Mibsp.Web.Features.Citizen.Filing;
using Mibsp.Web.Options;

namespace Mibsp.Web.Features.Citizen.Tracking;

/// <summary>The tracking page without a face: what each button does. Forms and circuits call the same methods.</summary>
public sealed class TrackingDesk(
    TrackingQueries queries, ComplaintTracking tracking, EvidenceIntake intake, EvidenceStore store, IOptions<StorageOptions> options)
{
    /// <summary>The report that the visit looks at; where there is no such report, the first.</summary>
    public async Task<TrackedComplaint?> FindAsync(Visit visit, CancellationToken ct)
    {
        var found = visit.Id is { } id ? await queries.FindAsync(id, ct) : null;
        if (found is null && visit is { Secret: { } secret, Report: > 0 })
        {
            visit.Report = 0;
            return await queries.FindAsync(secret, ct);
        }

        return found;
    }

    // What a citizen has sent is carried through, also when they leave at once.
    public async Task<IReadOnlyList<Fault>> WriteAsync(Visit visit)
    {
        var length = visit.Message.Trim().Length;
        if (length is 0 or > Message.MaxLength)
        {
            return [length == 0 ? new Fault(nameof(Visit.Message), "Message.Empty") : new Fault(nameof(Visit.Message), "Message.TooLong", $"{Message.MaxLength}")];
        }

        return await DoAsync(visit, nameof(Visit.Message), "Done.Message", () => visit.Message = "",
            id => tracking.WriteAsync(id, visit.Message, CancellationToken.None));
    }

    public Task<IReadOnlyList<Fault>> ConfirmAsync(Visit visit)
        => DoAsync(visit, "confirm", "Done.Confirmed", () => { }, id => tracking.ConfirmAsync(id, CancellationToken.None));

    public async Task<IReadOnlyList<Fault>> ContestAsync(Visit visit)
    {
        var length = visit.Reason.Trim().Length;
        if (length is 0 or > StatusChange.NoteMaxLength)
        {
            return [length == 0 ? new Fault(nameof(Visit.Reason), "Reason.Empty") : new Fault(nameof(Visit.Reason), "Message.TooLong", $"{StatusChange.NoteMaxLength}")];
        }

        return await DoAsync(visit, nameof(Visit.Reason), "Done.Contested", () => visit.Reason = "",
            id => tracking.ContestAsync(id, visit.Reason, CancellationToken.None));
    }

    /// <summary>Adds files: those that can be taken are; for the others it says why not.</summary>
    public async Task<IReadOnlyList<Fault>> AddFilesAsync(Visit visit, IReadOnlyCollection<Func<Stream>> files, CancellationToken ct)
    {
        var (staged, faults, room) = (new List<StagedEvidence>(), new List<Fault>(), options.Value.MaxUploadBytes);
        foreach (var open in files.Take(ComplaintFiling.FilesMax))
        {
            await using var content = open();
            var result = await intake.AcceptAsync(content, room, ct);
            if (result.Accepted is { } accepted)
            {
                room -= accepted.Bytes.Length;
                staged.Add(await store.StageAsync(accepted, ct));
            }
            else if (faults.All(fault => fault.TextKey != $"Evidence.Refused.{result.Refusal}"))
            {
                faults.Add(new Fault("files", $"Evidence.Refused.{result.Refusal}"));
            }
        }

        if (files.Count > ComplaintFiling.FilesMax)
        {
            faults.Add(new Fault("files", "Evidence.TooMany", $"{ComplaintFiling.FilesMax}"));
        }

        if (staged.Count > 0)
        {
            faults.AddRange(await DoAsync(visit, "files", "Done.Files", () => { }, id => tracking.AddEvidenceAsync(id, staged, CancellationToken.None)));
        }
        else if (faults.Count == 0)
        {
            faults.Add(new Fault("files", "Evidence.NoneChosen"));
        }

        return faults;
    }

    /// <summary>Does it, and says in the visit that it was done or returns why not.</summary>
    internal static async Task<IReadOnlyList<Fault>> DoAsync(
        Visit visit, string field, string done, Action succeeded, Func<TrackingId, Task<Outcome>> act)
    {
        visit.Done = null;
        if (visit.Id is not { } id)
        {
            return [new Fault("TrackingId", "Find.Unknown")];
        }

        if ((await act(id)).Refusal is { } refusal)
        {
            return [new Fault(field, $"Refused.{refusal}")];
        }

        succeeded();
        visit.Done = done;
        return [];
    }
}
