namespace Mibsp.Domain.Evidence.Cleaning.Documents;

/// <summary>Takes metadata out of what cannot be cleaned by leaving out segments: PDF, audio and video. Needs a real parser, so it runs outside.</summary>
public interface IDocumentCleaner
{
    /// <summary>The program without which this type cannot be cleaned and which is not installed; null when all is there.</summary>
    string? MissingFor(EvidenceType type);

    /// <summary>Refuses with <see cref="EvidenceRefusal.CleanerMissing"/> or <see cref="EvidenceRefusal.CleanerFailed"/>; throws only when cancelled.</summary>
    Task<CleaningOutcome> CleanAsync(EvidenceType type, ReadOnlyMemory<byte> file, CancellationToken ct);
}
