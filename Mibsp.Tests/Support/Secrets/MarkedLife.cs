using Mibsp.Domain.Casework;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Tracking;

namespace Mibsp.Tests.Support.Secrets;

/// <summary>A complaint in which everybody writes everywhere where something can be written, each time a word that stands nowhere else.</summary>
public sealed class MarkedLife(TestPortal portal)
{
    public static readonly string[] Words =
    [
        "Wintergreenstory", "Umbrellafilenumber", "Cinnamoncheckit", "Lanternevidence", "Harborquestion", "Meadowanswer", "Copperreminder",
        "Saffroninternalnote", "Velvetpublicnote", "Marbleproposal", "Thundercontest", "गुलमोहरकहानी",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Filed, taken, asked, answered, noted, proposed and contested. Lies open with nobody.</summary>
    public async Task<Filed> LiveAsync()
    {
        var town = portal.Town;
        var officer = await town.HireAsync();
        var staged = await portal.Get<EvidenceStore>().StageAsync(new AcceptedEvidence(EvidenceType.Png, "Lanternevidence"u8.ToArray(), []), Token);
        var story = new ComplaintStory(
            $"Wintergreenstory {A.Description} गुलमोहरकहानी", new DateOnly(2026, 7, 1), false, 271_828_182m, "Umbrellafilenumber", "Cinnamoncheckit");
        var filed = await town.FileAndTakeAsync(officer, A.NewComplaint(town.Water) with { Story = story, Evidence = [staged] });
        var (handling, tracking) = (portal.Get<ComplaintHandling>(), portal.Get<ComplaintTracking>());
        Town.Done(await handling.AskCitizenAsync(await town.SeenAsync(filed), "Harborquestion?", officer.Actor, Token));
        Town.Done(await tracking.WriteAsync(filed.TrackingId, "Meadowanswer.", Token));
        Town.Done(await tracking.WriteAsync(filed.TrackingId, "Copperreminder.", Token));
        Town.Done(await handling.WriteNoteAsync(await town.SeenAsync(filed), "Saffroninternalnote.", officer.Actor, Token));
        Town.Done(await handling.AskCitizenAsync(await town.SeenAsync(filed), "And?", officer.Actor, Token));
        Town.Done(await handling.StartReviewAsync(await town.SeenAsync(filed), "Velvetpublicnote.", officer.Actor, Token));
        Town.Done(await handling.ProposeClosingAsync(await town.SeenAsync(filed), ComplaintOutcome.Resolved, "Marbleproposal.", officer.Actor, Token));
        Town.Done(await tracking.ContestAsync(filed.TrackingId, "Thundercontest.", Token));
        return filed;
    }
}
