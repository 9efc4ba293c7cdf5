namespace Mibsp.Web.Observing.Parts;

/// <summary>What the portal needs or does, of which each may fail without the others.</summary>
public enum Part
{
    Database,
    Disk,
    Keys,
    Record,
    Jobs,
    Backup,
    Servers,
    Mail,
    Scanner,
    Documents,
}

/// <summary>How a part is.</summary>
public enum PartState
{
    Fine,

    /// <summary>Not there because nobody asked for it.</summary>
    NotUsed,

    /// <summary>The portal does its work, and somebody should look.</summary>
    Attention,

    /// <summary>What this part is for is not done.</summary>
    Broken,
}

/// <summary>What a look at a part found: how it is, a word for which the page has a sentence, and what goes into that sentence. Nothing of anybody's.</summary>
public sealed record Finding(PartState State, string Word, params IReadOnlyList<object> Values)
{
    /// <summary>All is well, and there is nothing else to say.</summary>
    public static Finding Fine { get; } = new(PartState.Fine, nameof(PartState.Fine));
}

/// <summary>A part as this server saw it at its last look, and since when it is so, as far as this server knows.</summary>
public sealed record PartNow(Part Part, Finding Found, DateTime SinceUtc)
{
    public PartState State => Found.State;
}
