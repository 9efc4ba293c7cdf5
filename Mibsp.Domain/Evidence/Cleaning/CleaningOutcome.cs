namespace Mibsp.Domain.Evidence.Cleaning;

/// <summary>A file without its metadata and what had been in it, or why there is none. Exactly one of the two is set.</summary>
public sealed record CleaningOutcome
{
    private CleaningOutcome()
    {
    }

    /// <summary>The cleaned file; null when refused.</summary>
    public byte[]? Bytes { get; private init; }

    public IReadOnlyList<FoundMetadata> Found { get; private init; } = [];

    /// <summary>Null when cleaned.</summary>
    public EvidenceRefusal? Refusal { get; private init; }

    public static CleaningOutcome Cleaned(byte[] bytes, IEnumerable<FoundMetadata> found) =>
        new() { Bytes = bytes, Found = [.. found.Distinct().Order()] };

    public static CleaningOutcome Refused(EvidenceRefusal refusal) => new() { Refusal = refusal };
}
