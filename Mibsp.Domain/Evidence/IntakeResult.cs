namespace Mibsp.Domain.Evidence;

/// <summary>What the operator decides about evidence.</summary>
/// <param name="AllowMedia">Whether MP3, M4A and MP4 are taken. Voices and rooms can be recognised, so it is off unless asked for.</param>
public sealed record EvidenceIntakeOptions(bool AllowMedia = false);

/// <summary>A file that may be stored: what it is, its cleaned content, and what was removed from it, and whether it was scanned.</summary>
public sealed record AcceptedEvidence(
    EvidenceType Type, byte[] Bytes, IReadOnlyList<FoundMetadata> Found, EvidenceScan Scan = EvidenceScan.NotScanned);

/// <summary>The answer to one uploaded file. Exactly one of the two is set.</summary>
public sealed record IntakeResult
{
    private IntakeResult()
    {
    }

    public AcceptedEvidence? Accepted { get; private init; }

    public EvidenceRefusal? Refusal { get; private init; }

    public static IntakeResult Took(AcceptedEvidence evidence) => new() { Accepted = evidence };

    public static IntakeResult Refused(EvidenceRefusal refusal) => new() { Refusal = refusal };
}
