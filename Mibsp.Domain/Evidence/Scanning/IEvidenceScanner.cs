namespace Mibsp.Domain.Evidence.Scanning;

/// <summary>What a scanner says of a file.</summary>
public enum ScanVerdict
{
    /// <summary>It said nothing, or nothing that can be understood.</summary>
    Unknown,
    Clean,
    Infected,
}

/// <summary>A virus scanner, or none.</summary>
public interface IEvidenceScanner
{
    /// <summary>Whether one is set at all.</summary>
    bool IsSet { get; }

    /// <summary>Whether it answers at this moment.</summary>
    Task<bool> AnswersAsync(CancellationToken ct);

    /// <summary>Throws only when cancelled.</summary>
    Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> file, CancellationToken ct);
}

/// <summary>For portals without a scanner: every file is taken and marked as not scanned.</summary>
public sealed class NoScanner : IEvidenceScanner
{
    public bool IsSet => false;

    public Task<bool> AnswersAsync(CancellationToken ct) => Task.FromResult(false);

    public Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> file, CancellationToken ct) => Task.FromResult(ScanVerdict.Unknown);
}
