using Mibsp.Domain.Evidence.Cleaning;
using Mibsp.Domain.Evidence.Cleaning.Documents;
using Mibsp.Domain.Evidence.Cleaning.Pictures;
using Mibsp.Domain.Evidence.Scanning;

namespace Mibsp.Domain.Evidence;

/// <summary>
/// The one door for files from citizens: reads no more than is allowed, decides the type by content, and lets nothing through
/// that still carries metadata it knows how to remove. However many come at once, only so much of them is in memory.
/// </summary>
public sealed class EvidenceIntake(IDocumentCleaner documents, IEvidenceScanner scanner, EvidenceIntakeOptions options) : IDisposable
{
    private const int FirstBuffer = 128 * 1024;
    private const int MostCleaningAtOnce = 2;
    private const long BytesInMemory = 96 * 1024 * 1024;
    private const int SlowestBytesPerSecond = 16 * 1024;
    private static readonly TimeSpan _waitAtMost = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _readAtLeast = TimeSpan.FromSeconds(30);
    private readonly ByteBudget _memory = new(BytesInMemory);
    private readonly SemaphoreSlim _places = new(MostCleaningAtOnce, MostCleaningAtOnce);

    /// <summary>Throws only when cancelled or when the stream itself fails.</summary>
    public async Task<IntakeResult> AcceptAsync(Stream stream, long maxBytes, CancellationToken ct)
    {
        long most = Math.Min(maxBytes, EvidenceStore.MaxBytes);
        long expected = LengthOf(stream) ?? most;
        if (expected > most)
        {
            return IntakeResult.Refused(EvidenceRefusal.TooLarge);
        }

        using IDisposable? share = await _memory.TakeAsync(expected, _waitAtMost, ct);
        if (share is null)
        {
            return IntakeResult.Refused(EvidenceRefusal.Busy);
        }

        using var clock = CancellationTokenSource.CreateLinkedTokenSource(ct);
        clock.CancelAfter(_readAtLeast + TimeSpan.FromSeconds(expected / SlowestBytesPerSecond));
        try
        {
            ReadOnlyMemory<byte>? file = await ReadAsync(stream, expected, clock.Token);
            return file is { } bytes ? await AcceptAsync(bytes, ct) : IntakeResult.Refused(EvidenceRefusal.TooLarge);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // It came so slowly that others could not be served.
            return IntakeResult.Refused(EvidenceRefusal.Busy);
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task<IntakeResult> AcceptAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        if (WhyNot(bytes.Span, out EvidenceType type) is { } refusal)
        {
            return IntakeResult.Refused(refusal);
        }

        if (!await _places.WaitAsync(_waitAtMost, ct))
        {
            return IntakeResult.Refused(EvidenceRefusal.Busy);
        }

        CleaningOutcome outcome;
        try
        {
            // Off the caller's thread: a citizen's page stays alive while a large picture is looked through.
            outcome = await Task.Run(() => type.IsImage ? Task.FromResult(ImageMetadata.Clean(type, bytes.Span)) : CleanDocumentAsync(type, bytes, ct), ct);
        }
        finally
        {
            _places.Release();
        }

        return outcome.Bytes is { } cleaned
            ? await ScannedAsync(type, cleaned, outcome.Found, ct)
            : IntakeResult.Refused(outcome.Refusal ?? EvidenceRefusal.Damaged);
    }

    private EvidenceRefusal? WhyNot(ReadOnlySpan<byte> bytes, out EvidenceType type)
    {
        EvidenceType? told = EvidenceSniffer.TypeOf(bytes);
        type = told ?? default;
        return bytes.IsEmpty ? EvidenceRefusal.Empty
            : told is null ? EvidenceRefusal.UnknownType
            : type.IsMedia && !options.AllowMedia ? EvidenceRefusal.NotAllowed
            : null;
    }

    private async Task<CleaningOutcome> CleanDocumentAsync(EvidenceType type, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        if (documents.MissingFor(type) is not null)
        {
            return CleaningOutcome.Refused(EvidenceRefusal.CleanerMissing);
        }

        if (DocumentStructure.WhyNot(type, bytes) is { } refusal)
        {
            return CleaningOutcome.Refused(refusal);
        }

        CleaningOutcome outcome = await documents.CleanAsync(type, bytes, ct);
        return outcome.Bytes is { } cleaned && type is EvidenceType.Pdf && DocumentStructure.HasTrailingData(bytes.Span)
            ? CleaningOutcome.Cleaned(cleaned, [.. outcome.Found, FoundMetadata.TrailingData])
            : outcome;
    }

    // What is looked at is what officers will open: the cleaned file.
    private async Task<IntakeResult> ScannedAsync(EvidenceType type, byte[] cleaned, IReadOnlyList<FoundMetadata> found, CancellationToken ct) =>
        await scanner.ScanAsync(cleaned, ct) switch
        {
            ScanVerdict.Infected => IntakeResult.Refused(EvidenceRefusal.Infected),
            ScanVerdict.Clean => IntakeResult.Took(new AcceptedEvidence(type, cleaned, found, EvidenceScan.Clean)),
            _ => IntakeResult.Took(new AcceptedEvidence(type, cleaned, found)),
        };

    /// <summary>What a stream says of itself; less is fine, more is not read.</summary>
    private static long? LengthOf(Stream stream)
    {
        try
        {
            return stream.Length;
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    // Null when there is more than allowed; never holds more than one byte beyond the limit.
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream stream, long most, CancellationToken ct)
    {
        if (stream is MemoryStream lies && lies.TryGetBuffer(out ArraySegment<byte> whole))
        {
            return whole[(int)lies.Position..];
        }

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
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 4L, most + 1));
            }
        }

        return buffer.AsMemory(0, filled);
    }
}
