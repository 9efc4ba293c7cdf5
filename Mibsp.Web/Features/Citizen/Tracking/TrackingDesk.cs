using Microsoft.Extensions.Options;
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
    TrackingQueries queries, CitizenActs acts, EvidenceIntake intake, EvidenceStore store, IOptions<StorageOptions> options)
{
    /// <summary>
    /// The report that the visit looks at; where there is no such report, the first. What is no tracking ID at all is looked for
    /// as well, as one that nobody has: the same work.
    /// </summary>
    public async Task<TrackedComplaint?> FindAsync(Visit visit, CancellationToken ct)
    {
        var found = await queries.FindAsync(visit.Id ?? TrackingId.New(), ct);
        if (found is null && visit is { Secret: { } secret, Report: > 0 })
        {
            visit.Report = 0;
            return await queries.FindAsync(secret, ct);
        }

        return visit.Id is null ? null : found;
    }

    // What a citizen has sent is carried through, also when they leave at once.
    public async Task<IReadOnlyList<Fault>> WriteAsync(Visit visit)
    {
        var length = visit.Message.Trim().Length;
        if (length is 0 or > Message.MaxLength)
        {
            return [length == 0 ? new Fault(nameof(Visit.Message), "Message.Empty") : new Fault(nameof(Visit.Message), "Message.TooLong", $"{Message.MaxLength}")];
        }

        return await acts.DoAsync(visit, nameof(Visit.Message), "Done.Message", () => visit.Message = "",
            id => acts.Tracking.WriteAsync(id, visit.Message, CancellationToken.None));
    }

    public Task<IReadOnlyList<Fault>> ConfirmAsync(Visit visit)
        => acts.DoAsync(visit, "confirm", "Done.Confirmed", () => { }, id => acts.Tracking.ConfirmAsync(id, CancellationToken.None));

    public async Task<IReadOnlyList<Fault>> ContestAsync(Visit visit)
    {
        var length = visit.Reason.Trim().Length;
        if (length is 0 or > StatusChange.NoteMaxLength)
        {
            return [length == 0 ? new Fault(nameof(Visit.Reason), "Reason.Empty") : new Fault(nameof(Visit.Reason), "Message.TooLong", $"{StatusChange.NoteMaxLength}")];
        }

        return await acts.DoAsync(visit, nameof(Visit.Reason), "Done.Contested", () => visit.Reason = "",
            id => acts.Tracking.ContestAsync(id, visit.Reason, CancellationToken.None));
    }

    /// <summary>Adds files: those that can be taken are; for the others it says why not.</summary>
    public async Task<IReadOnlyList<Fault>> AddFilesAsync(Visit visit, IReadOnlyCollection<Func<Stream>> files, CancellationToken ct)
    {
        // Before the files are looked at, which is the dear part of it.
        if (files.Count > 0 && await acts.AdmitAsync(visit, "files") is { } notYet)
        {
            return [notYet];
        }

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
            faults.AddRange(await CitizenActs.AdmittedAsync(visit, "files", "Done.Files", () => { }, id => acts.Tracking.AddEvidenceAsync(id, staged, CancellationToken.None)));
        }
        else if (faults.Count == 0)
        {
            faults.Add(new Fault("files", "Evidence.NoneChosen"));
        }

        return faults;
    }
}
