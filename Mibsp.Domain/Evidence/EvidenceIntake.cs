using Mibsp.Domain.Evidence.Cleaning;

namespace Mibsp.Domain.Evidence;

/// <summary>
/// The one door for files from citizens: reads no more than is allowed, decides the type by content, and lets nothing through
/// that still carries metadata it knows how to remove.
/// </summary>
public sealed class EvidenceIntake(IDocumentCleaner documents, EvidenceIntakeOptions options)
{
    private const int FirstBuffer = 128 * 1024;

    /// <summary>Throws only when cancelled or when the stream itself fails.</summary>
    public async Task<IntakeResult> AcceptAsync(Stream stream, long maxBytes, CancellationToken ct)
    {
        ReadOnlyMemory<byte>? file = await ReadAsync(stream, Math.Min(maxBytes, EvidenceStore.MaxBytes), ct);
        if (file is not { } bytes)
        {
            return IntakeResult.Refused(EvidenceRefusal.TooLarge);
        }

        if (bytes.IsEmpty)
        {
            return IntakeResult.Refused(EvidenceRefusal.Empty);
        }

        if (EvidenceSniffer.TypeOf(bytes.Span) is not { } type)
        {
            return IntakeResult.Refused(EvidenceRefusal.UnknownType);
        }

        if (type.IsMedia && !options.AllowMedia)
        {
            return IntakeResult.Refused(EvidenceRefusal.NotAllowed);
        }

        CleaningOutcome outcome = type.IsImage ? ImageMetadata.Clean(type, bytes.Span) : await CleanDocumentAsync(type, bytes, ct);
        return outcome.Bytes is { } cleaned
            ? IntakeResult.Took(new AcceptedEvidence(type, cleaned, outcome.Found))
            : IntakeResult.Refused(outcome.Refusal ?? EvidenceRefusal.Damaged);
    }

    private async Task<CleaningOutcome> CleanDocumentAsync(EvidenceType type, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        if (!DocumentStructure.IsSound(type, bytes.Span))
        {
            return CleaningOutcome.Refused(EvidenceRefusal.Damaged);
        }

        CleaningOutcome outcome = await documents.CleanAsync(type, bytes, ct);
        return outcome.Bytes is { } cleaned && type is EvidenceType.Pdf && DocumentStructure.HasTrailingData(bytes.Span)
            ? CleaningOutcome.Cleaned(cleaned, [.. outcome.Found, FoundMetadata.TrailingData])
            : outcome;
    }

    // Null when there is more than allowed; never holds more than one byte beyond the limit.
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream stream, long most, CancellationToken ct)
    {
        var buffer = new byte[(int)Math.Min(FirstBuffer, most + 1)];
        int filled = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(filled), ct)) > 0)
        {
            filled += read;
            if (filled > most)
            {
                return null;
            }

            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, most + 1));
            }
        }

        return buffer.AsMemory(0, filled);
    }
}
