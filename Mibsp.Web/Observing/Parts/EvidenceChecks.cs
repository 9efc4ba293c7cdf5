using Mibsp.Domain.Evidence;
using Mibsp.Domain.Evidence.Cleaning.Documents;
using Mibsp.Domain.Evidence.Scanning;

namespace Mibsp.Web.Observing.Parts;

/// <summary>Whether files can be cleaned. Those that cannot are refused with a sentence; complaints come in all the same.</summary>
internal sealed class DocumentsCheck(IDocumentCleaner documents, EvidenceIntakeOptions options) : PartCheck
{
    public override Task<Finding> LookAsync(CancellationToken ct)
    {
        var missing = documents.MissingFor(EvidenceType.Pdf)
            ?? (options.AllowMedia ? documents.MissingFor(EvidenceType.Mp3) ?? documents.MissingFor(EvidenceType.Mp4) : null);
        return Task.FromResult(missing is null ? Finding.Fine : new Finding(PartState.Attention, "Missing", Path.GetFileName(missing)));
    }
}

/// <summary>Whether the virus scanner answers, where one is set. Without it files are taken and marked as not scanned.</summary>
internal sealed class ScannerCheck : PartCheck
{
    private static readonly TimeSpan _lasts = TimeSpan.FromSeconds(10);
    private readonly IEvidenceScanner _scanner;
    private readonly OneLook<bool> _look;

    public ScannerCheck(IEvidenceScanner scanner, TimeProvider clock)
        => (_scanner, _look) = (scanner, new OneLook<bool>(() => scanner.AnswersAsync(CancellationToken.None), clock, _lasts));

    public override async Task<Finding> LookAsync(CancellationToken ct)
        => !_scanner.IsSet ? new Finding(PartState.NotUsed, "Off")
            : await _look.AskAsync(ct) ? Finding.Fine
            : new Finding(PartState.Attention, "Away");
}
