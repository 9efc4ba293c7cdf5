using Mibsp.Domain.Departments;

namespace Mibsp.Domain.Demo;

/// <summary>A reply template of the demo town.</summary>
internal sealed record DemoTemplate(string Title, string Text);

/// <summary>What the demo town's officers start from: friendly, plain, and honest about what happens next.</summary>
internal static class DemoTemplates
{
    public static readonly IReadOnlyList<DemoTemplate> ForAll =
    [
        new("We have started",
            "Thank you for telling us about this. We have read your report and started to look into it.\n\n" +
            "We want to settle it by {deadline}. You will see every step here, under your tracking ID."),
        new("We need to know a little more",
            "Thank you for your report. To go on, we need one more thing from you:\n\n…\n\n" +
            "Please answer here, under your tracking ID. Do not tell us your name or how to reach you: we do not need it."),
        new("It takes longer than promised",
            "We are sorry: this takes longer than the {deadline} we had in mind. The reason is:\n\n…\n\n" +
            "We have not forgotten it. You need not do anything."),
        new("This is settled",
            "As of {today}, this is settled. What we did:\n\n…\n\n" +
            "Please have a look. If it is right, agree to close. If it is not, say so: then somebody else at the town hall looks at it again."),
    ];

    private static readonly Dictionary<string, IReadOnlyList<DemoTemplate>> _departments = new(StringComparer.Ordinal)
    {
        ["Water Supply"] =
        [
            new("A crew is coming", "Thank you for reporting the trouble with {service}. A crew of {department} will come to look at it. You need not be at home.\n\nWe want to have it mended by {deadline}."),
            new("We have taken a sample", "We have taken a sample of the water and sent it to the laboratory. Until the result is there, please boil water before you drink it.\n\nWe write here as soon as we know more."),
            new("We looked at the bill", "We have checked the bill against the reading of the meter. What we found:\n\n…\n\nIf you paid too much, it is taken off the next bill. You need not come to the office."),
        ],
        ["Roads & Infrastructure"] =
        [
            new("The place was inspected", "An inspector looked at the place you told us about and marked it for repair. The work is planned to be done by {deadline}.\n\nUntil then there may be a barrier. Thank you for your patience."),
            new("The lamp is on the list", "Thank you for telling us about the light. The electrician has it on the list and comes by {deadline}, usually after dark, when faults can be seen."),
            new("The contractor has to come back", "The work was not done as it should have been. We have told the contractor to come back and put it right at no cost to the town, by {deadline}."),
        ],
        ["Public Health"] =
        [
            new("An inspector will go there", "Thank you for your report. A health inspector will go there without notice. We do not say who told us, or that anybody did.\n\nYou read the result here by {deadline}."),
            new("Fogging is planned", "Your street is on the plan for fogging and for a search for standing water. Please empty pots, tyres and coolers near you: that helps most.\n\nThe work is done by {deadline}."),
        ],
        ["Electricity"] =
        [
            new("The line was checked", "Our team checked the line and the transformer on {today}. What they found:\n\n…\n\nIf it happens again, please write here. You need not file a new report."),
            new("The meter will be tested", "We will test the meter beside a second one for some days. Nobody is cut off while the test runs.\n\nThe result stands here by {deadline}."),
        ],
        ["Sanitation"] =
        [
            new("A crew is on its way", "Thank you for your report about {service}. A crew of {department} is on its way. Please keep children away from open covers until it is done."),
            new("The round was missed", "You are right: the round was missed. It is made up for, and the supervisor of the round has been told.\n\nIf it is missed again, please write here."),
        ],
        [DirectoryFounding.IntegrityCellName] =
        [
            new("Only we read this", "Your report is with the Integrity Cell. Nobody in the department that you told us about can see it, and nobody there is told that it exists.\n\nWe look into it and write here by {deadline}."),
            new("How to stay safe", "Please do not talk about your report at the counter or on the telephone. Do not send us papers that only you could have.\n\nIf anything happens to you because of it, press “Something happened to me” under your tracking ID."),
        ],
    };

    public static IReadOnlyList<DemoTemplate> Of(string department) => _departments.GetValueOrDefault(department, []);
}
