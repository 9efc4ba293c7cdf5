using Microsoft.Extensions.Options;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Erasing;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Tracking;
using Mibsp.Web.Features.Citizen.Filing;
using Mibsp.Web.Options;

namespace Mibsp.Web.Features.Citizen.Tracking;

/// <summary>
/// What a citizen can do beside the conversation: withdraw, erase, rate, tell what happened to them, and turn between their
/// reports. Like <see cref="TrackingDesk"/> without a face, for forms and circuits alike.
/// </summary>
public sealed class AfterwardsDesk(
    TrailQueries trails, CitizenActs acts, ComplaintErasure erasure, RetaliationFiling retaliation, MunicipalTime time,
    IOptions<MunicipalityOptions> municipality)
{
    /// <summary>Working days within which the integrity cell must answer who was made to suffer.</summary>
    public int RetaliationDays => municipality.Value.RetaliationDays;

    public Task<TrackedTrail?> TrailAsync(Visit visit, CancellationToken ct)
        => visit.Id is { } id ? trails.FindAsync(id, ct) : Task.FromResult<TrackedTrail?>(null);

    /// <summary>Shows a step, or the complaint again. Nothing is done yet, and nothing that was typed is lost.</summary>
    public static void Turn(Visit visit, VisitStep step) => (visit.Step, visit.Done, visit.LastGroup) = (step, null, "");

    /// <summary>Turns to another report. Not with words in the box, which would then go to somebody they were not written for.</summary>
    public static IReadOnlyList<Fault> Show(Visit visit, int report)
    {
        visit.Done = null;
        if (report == visit.Report)
        {
            return [];
        }

        var unsent = string.IsNullOrWhiteSpace(visit.Message) ? nameof(Visit.Reason) : nameof(Visit.Message);
        if (!string.IsNullOrWhiteSpace(visit.Message + visit.Reason))
        {
            return [new Fault(unsent, "Reports.Unsent")];
        }

        visit.Report = report;
        return [];
    }

    // What a citizen has sent is carried through, also when they leave at once.
    public Task<IReadOnlyList<Fault>> WithdrawAsync(Visit visit)
        => acts.DoAsync(visit, "withdraw", "Done.Withdrawn", () => Back(visit), id => acts.Tracking.WithdrawAsync(id, CancellationToken.None));

    /// <summary>Erases for good what was written, for who shows by the last group that this complaint is meant.</summary>
    public async Task<IReadOnlyList<Fault>> EraseAsync(Visit visit)
    {
        if (visit.Id is not { } meant || !meant.LastGroupIs(visit.LastGroup))
        {
            return [new Fault(nameof(Visit.LastGroup), "Erase.LastGroupWrong")];
        }

        return await acts.DoAsync(visit, nameof(Visit.LastGroup), "Done.Erased", () => Forget(visit), id => erasure.EraseAsync(id, CancellationToken.None));
    }

    public async Task<IReadOnlyList<Fault>> RateAsync(Visit visit)
        => visit.Stars is not { } stars
            ? [new Fault(nameof(Visit.Stars), "Refused.RatingMissing")]
            : await acts.DoAsync(visit, nameof(Visit.Stars), "Done.Rated", () => visit.Stars = null, id => acts.Tracking.RateAsync(id, stars, CancellationToken.None));

    /// <summary>Tells the integrity cell what happened to the citizen because of the complaint.</summary>
    public async Task<IReadOnlyList<Fault>> TellAsync(Visit visit)
    {
        var faults = DraftChecks.CheckStory(visit.Story, time.Today);
        if (faults.Count > 0)
        {
            return faults;
        }

        var (on, byMonth) = DraftChecks.When(visit.Story);
        var story = new ComplaintStory(visit.Story.Description.Trim(), on, byMonth, null, null, null);
        return await acts.DoAsync(visit, nameof(Draft.Description), "Done.Told", () => Back(visit), async id =>
            (await retaliation.FileAsync(id, story, RetaliationDays, CancellationToken.None)).Refusal is { } refusal ? refusal : Outcome.Done);
    }

    private static void Forget(Visit visit)
    {
        Back(visit);
        (visit.Message, visit.Reason) = ("", "");
    }

    private static void Back(Visit visit) => (visit.Step, visit.Story, visit.LastGroup) = (VisitStep.Case, new Draft(), "");
}
