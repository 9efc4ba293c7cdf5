namespace Mibsp.Domain.Evidence.Cleaning;

/// <summary>
/// Cleans by <c>mat2</c> (Debian package), which draws a PDF anew page by page. The file lies in a private folder for that
/// time; the process has no network where the system can take it away, bounded memory, and ends with its children in time.
/// </summary>
public sealed class Mat2DocumentCleaner : IDocumentCleaner, IDisposable
{
    private const int MostAtOnce = 2;
    private const string FileName = "evidence";
    private readonly SemaphoreSlim _places = new(MostAtOnce, MostAtOnce);
    private readonly string _program;
    private readonly TimeSpan _atMost;
    private readonly Lazy<Task<IReadOnlyList<string>>> _fence;

    public Mat2DocumentCleaner()
        : this("mat2", TimeSpan.FromSeconds(20))
    {
    }

    internal Mat2DocumentCleaner(string program, TimeSpan atMost)
    {
        _program = program;
        _atMost = atMost;
        _fence = new(ProcessFence.FindAsync);
    }

    public async Task<CleaningOutcome> CleanAsync(EvidenceType type, ReadOnlyMemory<byte> file, CancellationToken ct)
    {
        if (FencedProcess.Find(_program) is not { } program)
        {
            return CleaningOutcome.Refused(EvidenceRefusal.CleanerMissing);
        }

        IReadOnlyList<string> fence = await _fence.Value;
        await _places.WaitAsync(ct);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mibsp-"); // readable by its owner only
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(ct);
        clock.CancelAfter(_atMost);
        try
        {
            return await CleanAsync([.. fence, program], folder.FullName, type, file, clock.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return CleaningOutcome.Refused(EvidenceRefusal.CleanerFailed);
        }
        finally
        {
            folder.Delete(recursive: true);
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private static async Task<CleaningOutcome> CleanAsync(string[] command, string folder, EvidenceType type, ReadOnlyMemory<byte> file, CancellationToken ct)
    {
        // mat2 goes by the extension and knows M4A, which is MP4 without pictures, only as MP4.
        string name = FileName + (type is EvidenceType.M4a ? EvidenceType.Mp4 : type).Extension;
        string path = Path.Combine(folder, name);
        await File.WriteAllBytesAsync(path, file, ct);

        (int shown, string told) = await FencedProcess.RunAsync([.. command, "--show", name], folder, ct);
        (int cleaned, _) = await FencedProcess.RunAsync([.. command, "--inplace", name], folder, ct);
        var result = new FileInfo(path);
        if (shown != 0 || cleaned != 0 || result is not { Exists: true, LinkTarget: null, Length: > 0 })
        {
            return CleaningOutcome.Refused(EvidenceRefusal.CleanerFailed);
        }

        if (result.Length > EvidenceStore.MaxBytes)
        {
            return CleaningOutcome.Refused(EvidenceRefusal.TooLarge);
        }

        byte[] bytes = await File.ReadAllBytesAsync(path, ct);
        bool isStillIt = EvidenceSniffer.TypeOf(bytes) is { } kind && kind.IsMedia == type.IsMedia && DocumentStructure.IsSound(kind, bytes);
        return isStillIt ? CleaningOutcome.Cleaned(bytes, Mat2Listing.Read(told)) : CleaningOutcome.Refused(EvidenceRefusal.CleanerFailed);
    }
}
