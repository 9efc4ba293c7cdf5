namespace Mibsp.Domain.Evidence.Cleaning.Documents;

/// <summary>
/// Cleans by <c>mat2</c> (Debian package), which draws a PDF anew page by page and copies the streams of a video with
/// <c>ffmpeg</c>. The process has no network where the system can take it away, bounded memory, and ends with its children in time.
/// </summary>
public sealed class Mat2DocumentCleaner : IDocumentCleaner, IDisposable
{
    private const int MostAtOnce = 2;
    private const string FileName = "evidence";
    private static readonly TimeSpan _waitAtMost = TimeSpan.FromSeconds(20);
    private readonly SemaphoreSlim _places = new(MostAtOnce, MostAtOnce);
    private readonly string _program;
    private readonly string _filmProgram;
    private readonly TimeSpan _atMost;
    private readonly Lazy<Task<IReadOnlyList<string>>> _fence;

    public Mat2DocumentCleaner(TimeProvider clock)
        : this("mat2", "ffmpeg", TimeSpan.FromSeconds(20))
        => CleaningFolder.Sweep(clock);

    internal Mat2DocumentCleaner(string program, string filmProgram, TimeSpan atMost)
    {
        _program = program;
        _filmProgram = filmProgram;
        _atMost = atMost;
        _fence = new(ProcessFence.FindAsync);
    }

    public string? MissingFor(EvidenceType type) =>
        FencedProcess.Find(_program) is null ? _program
        : type is EvidenceType.M4a or EvidenceType.Mp4 && FencedProcess.Find(_filmProgram) is null ? _filmProgram
        : null;

    public async Task<CleaningOutcome> CleanAsync(EvidenceType type, ReadOnlyMemory<byte> file, CancellationToken ct)
    {
        if (MissingFor(type) is not null || FencedProcess.Find(_program) is not { } program)
        {
            return CleaningOutcome.Refused(EvidenceRefusal.CleanerMissing);
        }

        IReadOnlyList<string> fence = await _fence.Value;
        if (!await _places.WaitAsync(_waitAtMost, ct))
        {
            return CleaningOutcome.Refused(EvidenceRefusal.Busy);
        }

        using var clock = CancellationTokenSource.CreateLinkedTokenSource(ct);
        clock.CancelAfter(_atMost);
        try
        {
            using var folder = CleaningFolder.Create(file.Length);
            return await CleanAsync(new Workplace([.. fence, program], folder.Path), type, file, clock.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return CleaningOutcome.Refused(EvidenceRefusal.CleanerFailed);
        }
        catch (Exception broken) when (broken is System.ComponentModel.Win32Exception or IOException or UnauthorizedAccessException)
        {
            // The program cannot be started, or there is no room for its work: the file is not taken, and nothing else suffers.
            return CleaningOutcome.Refused(EvidenceRefusal.CleanerFailed);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private static async Task<CleaningOutcome> CleanAsync(Workplace place, EvidenceType type, ReadOnlyMemory<byte> file, CancellationToken ct)
    {
        var found = new HashSet<FoundMetadata>();
        if (Prepare(type, file, found) is not { } prepared)
        {
            return CleaningOutcome.Refused(EvidenceRefusal.Damaged);
        }

        // mat2 goes by the extension and knows M4A, which is MP4 without pictures, only as MP4.
        string name = FileName + (type is EvidenceType.M4a ? EvidenceType.Mp4 : type).Extension;
        string path = Path.Combine(place.Folder, name);
        await File.WriteAllBytesAsync(path, prepared, ct);
        (int cleaned, _) = await FencedProcess.RunAsync([.. place.Command, "--inplace", name], place.Folder, ct);
        if (cleaned != 0 || new FileInfo(path) is not { Exists: true, LinkTarget: null, Length: > 0 } result)
        {
            return CleaningOutcome.Refused(EvidenceRefusal.CleanerFailed);
        }

        return result.Length > EvidenceStore.MaxBytes
            ? CleaningOutcome.Refused(EvidenceRefusal.TooLarge)
            : Finish(type, await File.ReadAllBytesAsync(path, ct), found);
    }

    // Tells what tags there are, before they go. Null when the file is not what it seemed.
    private static ReadOnlyMemory<byte>? Prepare(EvidenceType type, ReadOnlyMemory<byte> file, HashSet<FoundMetadata> found)
    {
        switch (type)
        {
            case EvidenceType.Mp3:
                return Mp3Sound.Only(file.Span, found) is null ? null : file;
            case EvidenceType.M4a or EvidenceType.Mp4:
                byte[] copy = file.ToArray();
                return Mp4Scrub.Apply(copy, found) ? copy : null;
            default:
                PdfTags.Read(file, found);
                return file;
        }
    }

    // What the program left is checked like what came in, and what it overlooks is removed here.
    private static CleaningOutcome Finish(EvidenceType type, byte[] bytes, HashSet<FoundMetadata> found)
    {
        byte[]? finished = type switch
        {
            EvidenceType.Mp3 => Mp3Sound.Only(bytes, []),
            EvidenceType.M4a or EvidenceType.Mp4 => Mp4Scrub.Apply(bytes, []) ? Mp4Scrub.Branded(type, bytes) : null,
            _ => bytes,
        };
        return finished is not null && EvidenceSniffer.TypeOf(finished) == type && DocumentStructure.IsSound(type, finished)
            ? CleaningOutcome.Cleaned(finished, found)
            : CleaningOutcome.Refused(EvidenceRefusal.CleanerFailed);
    }

    private sealed record Workplace(IReadOnlyList<string> Command, string Folder);
}
