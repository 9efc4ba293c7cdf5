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

    internal EvidenceArea(string parent, string area, TimeProvider clock)
    {
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
            BlurDates(unfinished);
            File.Move(unfinished, path, overwrite: false);
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
                BlurDates(path); // reading marks the time as well, where the disk is mounted so
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

    internal IReadOnlyList<string> NamesOlderThan(TimeSpan age)
    {
        DateTime limit = LastDate(age);
        return [.. Directory.EnumerateFiles(_folder).Where(path => File.GetLastWriteTimeUtc(path) <= limit)
            .Select(Path.GetFileName).OfType<string>().Where(IsName)];
    }

    internal int Sweep(TimeSpan olderThan, bool unfinishedOnly)
    {
        DateTime limit = LastDate(olderThan);
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
        }

        BlurFolder();
        return swept;
    }

    // A file is dated to the start of its day, so it may be up to a day younger than it looks.
    private DateTime LastDate(TimeSpan olderThan) => _clock.GetUtcNow().UtcDateTime - olderThan - TimeSpan.FromDays(1);

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

    private void BlurDates(string path)
    {
        DateTime written = File.GetLastWriteTimeUtc(path).Date;
        DateTime today = _clock.GetUtcNow().UtcDateTime.Date;
        DateTime day = path.EndsWith(Unfinished, StringComparison.Ordinal) ? today : written;
        File.SetLastWriteTimeUtc(path, day);
        File.SetLastAccessTimeUtc(path, day);
    }

    private void BlurFolder()
    {
        DateTime today = _clock.GetUtcNow().UtcDateTime.Date;
        Directory.SetLastWriteTimeUtc(_folder, today);
        Directory.SetLastAccessTimeUtc(_folder, today);
    }
}
