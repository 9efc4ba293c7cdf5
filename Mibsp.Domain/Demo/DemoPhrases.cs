namespace Mibsp.Domain.Demo;

/// <summary>What is said in demo complaints of every department.</summary>
internal static class DemoPhrases
{
    public static readonly IReadOnlyList<string> Places =
    [
        "the vegetable market", "the old bus stand", "the primary school", "the water tank", "the railway gate", "the clock tower", "the ration shop",
        "the small park", "the health centre", "the library", "the flower market", "the weekly bazaar", "the mill gate", "the boat jetty", "the post office",
    ];

    public static readonly IReadOnlyList<string> Unfounded =
    [
        "We went there on two days and at two different hours and found it in order. If it comes back, please contest this and name the hour.",
        "The register, the log and the place itself were checked. We could not find what was described, and nobody else has reported it.",
    ];

    public static readonly IReadOnlyList<string> OutsideOurPowers =
    [
        "This road belongs to the state's public works department. We have sent the matter there in writing, without anything that points to you.",
        "The building is private, and the law gives us no right to act. The tenants' court in the district office can.",
    ];

    public static readonly IReadOnlyList<string> Duplicate =
    [
        "This is already being worked on under an older complaint about the same place. What you wrote was added to it.",
    ];

    public static readonly IReadOnlyList<string> Contests =
    [
        "Nothing has changed. I passed there this morning, and it is exactly as it was.",
        "It was mended for two days and then it was the same again. Please send somebody else to look.",
        "The work was done on the other side of the road, where there was no fault. Ours is still open.",
        "The person who was named in the complaint seems to have written the answer. Please let somebody else look into it.",
    ];

    public static readonly IReadOnlyList<string> Acknowledgements =
    [
        "Thank you for telling us. We have begun to look into it and will write here as soon as we know more. You need not say who you are.",
        "We have asked for the registers of the weeks you name. This may take some days. Nobody has been told that there is a complaint.",
        "A visit is planned for this week. It will look like a routine one.",
    ];

    public static readonly IReadOnlyList<string> Reminders =
    [
        "Is there any news? It has become worse since I wrote.",
        "I saw that somebody came to look. Thank you. But nothing was done yet.",
        "Please do not send the same crew again.",
    ];

    public static readonly IReadOnlyList<string> Started =
    [
        "We have started on this.",
        "A visit is planned.",
        "The registers have been asked for.",
    ];

    public static readonly IReadOnlyList<string> WithoutAnswer =
    [
        "We go on without an answer, from what we could find out ourselves.",
    ];
}
