using System.Security.Cryptography;
using Mibsp.Domain.Cryptography;

namespace Mibsp.Domain.Evidence;

/// <summary>One folder of sealed files. Knows names, dates and disk; knows nothing of complaints.</summary>
internal sealed class EvidenceArea
{
    private const int NameLength = 32;
    private const string Unfinished = ".part";
    private readonly string _area;
    private readonly string _folder;
    private readonly TimeProvider _clock;
    private readonly bool _sweeps;

    /// <param name="parent">Where the areas lie.</param>
    /// <param name="area">The name of this one.</param>
    /// <param name="clock">Today.</param>
    /// <param name="sweeps">Whether whole files are swept by age here, and must have one.</param>
    internal EvidenceArea(string parent, string area, TimeProvider clock, bool sweeps)
    {
        _sweeps = sweeps;
        _area = area;
        _clock = clock;
        _folder = Path.Combine(parent, area);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(_folder);
        }
        else
        {
            Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    internal async Task<(string Name, byte[] Key)> WriteAsync(byte[] plain, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plain.Length, EvidenceStore.MaxBytes, nameof(plain));
        string name = RandomNumberGenerator.GetHexString(NameLength, lowercase: true);
        byte[] key = RandomNumberGenerator.GetBytes(SealedBytes.KeyLength);
        string path = Path.Combine(_folder, name);
        string unfinished = path + Unfinished;
        try
        {
            await WriteThroughAsync(unfinished, SealedBytes.Seal(plain, key, BoundTo(name)), ct);
            Date(unfinished, _clock.GetUtcNow().UtcDateTime.Date);
            File.Move(unfinished, path, overwrite: false);
            Date(path, DateOf(path));
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
        finally
        {
            BlurFolder();
        }

        return (name, key);
    }

    internal async Task<byte[]> ReadAsync(string name, byte[] key, CancellationToken ct)
    {
        string path = IsName(name) ? Path.Combine(_folder, name) : throw new EvidenceUnreadableException();
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: <= EvidenceStore.MaxBytes + SealedBytes.Overhead })
            {
                byte[] whole = await File.ReadAllBytesAsync(path, ct);
                Date(path, DateOf(path)); // reading marks the time as well, where the disk is mounted so
                return SealedBytes.TryOpen(whole, key, BoundTo(name), out byte[] plain) ? plain : throw new EvidenceUnreadableException();
            }
        }
        catch (FileNotFoundException)
        {
            // Deleted in between: the same as never there.
        }

        throw new EvidenceUnreadableException();
    }

    internal bool Delete(string name)
    {
        string path = Path.Combine(_folder, IsName(name) ? name : "");
        if (!File.Exists(path))
        {
            return false;
        }

        File.Delete(path);
        BlurFolder();
        return true;
    }

    internal IEnumerable<string> Names() => Directory.EnumerateFiles(_folder).Select(Path.GetFileName).OfType<string>().Where(IsName);

    internal int Sweep(TimeSpan olderThan, bool unfinishedOnly)
    {
        // A file is dated to the start of its day, so it may be up to a day younger than it looks.
        DateTime limit = _clock.GetUtcNow().UtcDateTime - olderThan - TimeSpan.FromDays(1);
        int swept = 0;
        foreach (string path in Directory.EnumerateFiles(_folder))
        {
            bool isUnfinished = path.EndsWith(Unfinished, StringComparison.Ordinal);
            bool isOurs = isUnfinished || (!unfinishedOnly && IsName(Path.GetFileName(path)));
            if (isOurs && File.GetLastWriteTimeUtc(path) <= limit)
            {
                File.Delete(path);
                swept++;
            }
            else if (!isUnfinished)
            {
                // Setting a date makes the kernel note a change of the entry, now: after a sweep that is the same for all.
                Date(path, DateOf(path));
            }
        }

        BlurFolder();
        return swept;
    }

    // Checked before any path is built, so that no name can lead out of the folder.
    private static bool IsName(string name) => name.Length == NameLength && name.All(char.IsAsciiHexDigitLower);

    private static async Task WriteThroughAsync(string path, byte[] bytes, CancellationToken ct)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(path, options);
        await file.WriteAsync(bytes, ct);
        file.Flush(flushToDisk: true);
    }

    private string BoundTo(string name) => $"{_area}/{name}";

    // A staged file is dated to its day (UTC), because the sweep must know what is old. The date of one that is kept is nobody's
    // business: a day of UTC beside the municipal day in the database would even tell the part of the day.
    private DateTime DateOf(string path) => _sweeps ? File.GetLastWriteTimeUtc(path).Date : DateTime.UnixEpoch;

    private static void Date(string path, DateTime date)
    {
        File.SetLastWriteTimeUtc(path, date);
        File.SetLastAccessTimeUtc(path, date);
    }

    private void BlurFolder()
    {
        Directory.SetLastWriteTimeUtc(_folder, DateTime.UnixEpoch);
        Directory.SetLastAccessTimeUtc(_folder, DateTime.UnixEpoch);
    }
}
