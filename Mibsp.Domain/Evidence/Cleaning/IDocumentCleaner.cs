namespace Mibsp.Domain.Evidence.Cleaning;

/// <summary>Takes metadata out of what cannot be cleaned by leaving out segments: PDF, audio and video. Needs a real parser, so it runs outside.</summary>
public interface IDocumentCleaner
{
    /// <summary>Refuses with <see cref="EvidenceRefusal.CleanerMissing"/> or <see cref="EvidenceRefusal.CleanerFailed"/>; throws only when cancelled.</summary>
    Task<CleaningOutcome> CleanAsync(EvidenceType type, ReadOnlyMemory<byte> file, CancellationToken ct);
}
