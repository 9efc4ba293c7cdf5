using System.Globalization;
using Mibsp.Domain.Common;
using Mibsp.Domain.Cryptography;
using Mibsp.Web.Endpoints;

namespace Mibsp.Web.Observing.Parts;

/// <summary>Where this installation keeps what it keeps.</summary>
internal sealed record StoragePlaces(string Folder, string Evidence);

/// <summary>Whether the database answers, and in time. Without it nothing is done: the portal is not ready.</summary>
internal sealed class DatabaseCheck(DatabaseProbe database, TimeProvider clock) : PartCheck
{
    private static readonly TimeSpan _slow = TimeSpan.FromSeconds(1);

    public override async Task<Finding> LookAsync(CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        return !await database.AnswersAsync(ct) ? new Finding(PartState.Broken, "Away")
            : clock.GetElapsedTime(began) > _slow ? new Finding(PartState.Attention, "Slow")
            : Finding.Fine;
    }
}

/// <summary>
/// Whether complaints can be opened and sealed. A ring that is gone makes the portal not ready: nothing could be taken. One that is there in memory
/// and not readable any more is told in time, before the next start fails.
/// </summary>
internal sealed class KeysCheck : PartCheck
{
    private static readonly TimeSpan _lasts = TimeSpan.FromSeconds(10);
    private readonly OneLook<Finding> _look;

    public KeysCheck(KeyRing ring, TimeProvider clock) => _look = new OneLook<Finding>(() => Task.FromResult(LookAt(ring)), clock, _lasts);

    public override Task<Finding> LookAsync(CancellationToken ct) => _look.AskAsync(ct);

    private static Finding LookAt(KeyRing ring)
    {
        if (!Works(() => ring.CurrentId))
        {
            return new Finding(PartState.Broken, "Gone");
        }

        // As the next start would read it: from the files.
        return Works(() => new KeyRing(ring.Folder).CurrentId) ? Finding.Fine : new Finding(PartState.Attention, "Unreadable");
    }

    private static bool Works(Func<string> read)
    {
        try
        {
            return read().Length > 0;
        }
        catch (Exception unreadable) when (unreadable is KeyRingException or KeyFileException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

/// <summary>Room where keys, evidence and the embedded database lie. Never a reason to be not ready: complaints can be read without any.</summary>
internal sealed class DiskCheck : PartCheck
{
    private const long Low = 1024L * 1024 * 1024;
    private const long Full = Low / 5;
    private static readonly TimeSpan _lasts = TimeSpan.FromSeconds(10);
    private readonly OneLook<long> _look;

    public DiskCheck(StoragePlaces places, TimeProvider clock) : this(() => Math.Min(Free(places.Folder), Free(places.Evidence)), clock)
    {
    }

    internal DiskCheck(Func<long> free, TimeProvider clock) => _look = new OneLook<long>(() => Task.FromResult(free()), clock, _lasts);

    public override async Task<Finding> LookAsync(CancellationToken ct)
    {
        var free = await _look.AskAsync(ct);
        return free switch
        {
            < Full => new Finding(PartState.Broken, "Full", Gigabytes(free)),
            < Low => new Finding(PartState.Attention, "Low", Gigabytes(free)),
            _ => new Finding(PartState.Fine, "Fine", Gigabytes(free)),
        };
    }

    // In tenths: more exactly it would tell each file that comes.
    private static string Gigabytes(long bytes) => (Math.Floor(bytes * 10.0 / Low) / 10).ToString("N1", CultureInfo.CurrentCulture);

    private static long Free(string folder) => new DriveInfo(Directory.Exists(folder) ? folder : Path.GetDirectoryName(folder)!).AvailableFreeSpace;
}

/// <summary>
/// When the last backup was made, by the note that infra/scripts/backup.sh (or whoever makes backups another way) leaves in the storage folder once
/// it is whole: the day, and nothing else. The portal cannot see backups itself, and must not.
/// </summary>
internal sealed class BackupCheck(StoragePlaces places, MunicipalTime time) : PartCheck
{
    public const string Note = "last-backup";
    private const int OldAfter = 2;
    private const int LongestNote = 64;

    public override async Task<Finding> LookAsync(CancellationToken ct)
    {
        var note = new FileInfo(Path.Combine(places.Folder, Note));
        if (!note.Exists || note.Length > LongestNote
            || !DateOnly.TryParseExact((await File.ReadAllTextAsync(note.FullName, ct)).Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return new Finding(PartState.NotUsed, "Unknown");
        }

        return day < time.Today.AddDays(-OldAfter) ? new Finding(PartState.Attention, "Old", day) : new Finding(PartState.Fine, "Fine", day);
    }
}
