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
    private const string Refused = "refused";
    private const string Unreachable = "unreachable";
    private static readonly TimeSpan _lasts = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private Task<bool> _asking = Task.FromResult(false);
    private long? _askedAt;

    /// <summary>Null while all that the operator asked for is there.</summary>
    public async Task<HealthParts?> FindMissingAsync(CancellationToken ct)
        => await AskAsync(ct) is var parts && (IsMissing(parts.Documents) || IsMissing(parts.Media) || IsMissing(parts.Scanner)) ? parts : null;

    public async Task<HealthParts> AskAsync(CancellationToken ct) => new(
        Words(documents.MissingFor(EvidenceType.Pdf)),
        options.AllowMedia ? Words(documents.MissingFor(EvidenceType.Mp3) ?? documents.MissingFor(EvidenceType.Mp4)) : "not taken: Storage:AllowMedia is off",
        await ScannerAsync(ct));

    private static bool IsMissing(string words)
        => words.StartsWith(Refused, StringComparison.Ordinal) || words.StartsWith(Unreachable, StringComparison.Ordinal);

    private static string Words(string? missing) => missing is null ? "taken" : $"{Refused}: {Path.GetFileName(missing)} is not installed";

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

        return await asking.WaitAsync(ct) ? "connected" : $"{Unreachable}: files are taken and marked as not scanned";
    }
}
