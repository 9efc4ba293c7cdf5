using Mibsp.Domain.Evidence;
using Mibsp.Domain.Evidence.Cleaning.Documents;
using Mibsp.Domain.Evidence.Scanning;

namespace Mibsp.Web.Endpoints;

/// <summary>
/// Says for operators what becomes of evidence, and why. The scanner is asked at most once in a while, however often health
/// is asked.
/// </summary>
internal sealed class EvidenceProbe(IDocumentCleaner documents, IEvidenceScanner scanner, EvidenceIntakeOptions options, TimeProvider clock)
{
    private static readonly TimeSpan _lasts = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private Task<bool> _asking = Task.FromResult(false);
    private long? _askedAt;

    public async Task<HealthParts> AskAsync(CancellationToken ct) => new(
        Words(documents.MissingFor(EvidenceType.Pdf)),
        options.AllowMedia ? Words(documents.MissingFor(EvidenceType.Mp3) ?? documents.MissingFor(EvidenceType.Mp4)) : "not taken: Storage:AllowMedia is off",
        await ScannerAsync(ct));

    private static string Words(string? missing) => missing is null ? "taken" : $"refused: {Path.GetFileName(missing)} is not installed";

    private async Task<string> ScannerAsync(CancellationToken ct)
    {
        if (!scanner.IsSet)
        {
            return "none: Storage:Clamd is not set";
        }

        Task<bool> asking;
        lock (_gate)
        {
            if (_askedAt is not { } then || (_asking.IsCompleted && clock.GetElapsedTime(then) > _lasts))
            {
                _askedAt = clock.GetTimestamp();
                _asking = scanner.AnswersAsync(CancellationToken.None);
            }

            asking = _asking;
        }

        return await asking.WaitAsync(ct) ? "connected" : "unreachable: files are taken and marked as not scanned";
    }
}
