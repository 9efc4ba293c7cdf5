using System.Globalization;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Deployment;

/// <summary>The scripts by which an operator backs up and restores, called as an operator calls them.</summary>
public sealed class BackupTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task What_is_backed_up_while_citizens_write_is_restored_whole(DatabaseProvider provider)
    {
        BackupPlace.SkipWithoutPrograms();
        Assert.SkipWhen(TestDatabase.WhyNot(provider) is not null, TestDatabase.WhyNot(provider) ?? "");
        using var place = await new BackupPlace(provider).PrepareAsync();
        using var enough = new CancellationTokenSource();
        var writing = WriteOnAsync(place, enough.Token);

        var (code, said) = await place.BackUpAsync();
        await enough.CancelAsync();
        var written = await writing;
        Assert.True(code == 0, said);
        Assert.True(written > 2, "Nobody wrote meanwhile.");

        var empty = provider is DatabaseProvider.PostgreSql ? place.EmptyDatabase() : null;
        var (restored, told) = await Called.ScriptAsync("restore.sh", [], place.RestoreArguments(postgres: empty));

        Assert.True(restored == 0, told);
        Assert.Contains("All of it holds.", told, StringComparison.Ordinal);
        var verdict = Figures((await Called.PortalAsync(place.Here(place.Restored, empty), "verify", "--open")).Said);
        var now = Figures((await Called.PortalAsync(place.Here(), "verify", "--open")).Said);
        Assert.Equal("0", verdict["complaints that do not open"]);
        Assert.InRange(Number(verdict, "complaints"), 2, Number(now, "complaints"));
        Assert.Equal(Number(verdict, "complaints"), Number(verdict, "evidence files"));
        Assert.Equal(Number(verdict, "entries of the record"), Number(verdict, "complaints"));
        Assert.Equal(written + 2, Number(now, "complaints"));
    }

    [Fact]
    public async Task The_archives_lie_apart_and_tell_no_time()
    {
        BackupPlace.SkipWithoutPrograms();
        using var place = await new BackupPlace(DatabaseProvider.Sqlite).PrepareAsync();
        Assert.Equal(0, (await place.BackUpAsync()).Code);

        Assert.Equal(["SUMS", "database.sqlite.gz.age", "evidence.age"], Files(BackupPlace.Newest(place.Backups)));
        Assert.Equal(["SUMS", "keys.age"], Files(BackupPlace.Newest(place.KeyBackups)));
        Assert.Equal(Path.GetFileName(BackupPlace.Newest(place.Backups)) + "\n", await File.ReadAllTextAsync(Path.Combine(place.Portal.Folder, "last-backup"), TestContext.Current.CancellationToken));
        foreach (var (identity, archive) in new[]
        {
            (place.Identity, Path.Combine(BackupPlace.Newest(place.Backups), "evidence.age")),
            (place.KeysIdentity, Path.Combine(BackupPlace.Newest(place.KeyBackups), "keys.age")),
        })
        {
            var (code, listed) = await Called.RunAsync("bash", ["-c", $"age --decrypt -i '{identity}' '{archive}' | tar --list --verbose --full-time --utc"], []);
            Assert.Equal(0, code);
            Assert.All(listed.Split('\n'), line => Assert.Contains(" 1970-01-01 00:00:00 ", line, StringComparison.Ordinal));
        }

        Assert.Empty(Directory.GetFileSystemEntries(place.Portal.Folder, ".backup-*"));
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_in_a_sentence()
    {
        BackupPlace.SkipWithoutPrograms();
        using var place = await new BackupPlace(DatabaseProvider.Sqlite).PrepareAsync();
        Assert.Equal(0, (await place.BackUpAsync()).Code);
        var evidence = Path.Combine(BackupPlace.Newest(place.Backups), "evidence.age");
        var bytes = await File.ReadAllBytesAsync(evidence, Token);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(evidence, bytes, Token);

        var (code, said) = await Called.ScriptAsync("restore.sh", [], place.RestoreArguments());

        Assert.Equal((1, $"Nothing was restored: evidence.age in {BackupPlace.Newest(place.Backups)} is damaged or not complete. Take another day's backup."), (code, said));
        Assert.False(Directory.Exists(place.Restored));
    }

    [Fact]
    public async Task The_wrong_key_is_said_to_be_that_and_a_filled_folder_is_left_alone()
    {
        BackupPlace.SkipWithoutPrograms();
        using var place = await new BackupPlace(DatabaseProvider.Sqlite).PrepareAsync();
        Assert.Equal(0, (await place.BackUpAsync()).Code);

        var (code, said) = await Called.ScriptAsync("restore.sh", [], place.RestoreArguments(identity: place.KeysIdentity));
        Assert.Equal((1, $"Nothing was restored: evidence.age was not encrypted for the key in {place.KeysIdentity}."), (code, said));

        Directory.CreateDirectory(place.Restored);
        await File.WriteAllTextAsync(Path.Combine(place.Restored, "mine"), "", Token);
        Assert.Equal((1, $"Nothing was restored: {place.Restored} is not empty. Name a new folder."), await Called.ScriptAsync("restore.sh", [], place.RestoreArguments()));
    }

    [Fact]
    public async Task A_backup_that_is_not_the_one_that_was_noted_is_refused()
    {
        BackupPlace.SkipWithoutPrograms();
        using var place = await new BackupPlace(DatabaseProvider.Sqlite).PrepareAsync();
        Assert.Equal(0, (await place.BackUpAsync()).Code);
        var noted = Figures((await Called.PortalAsync(place.Here(), "verify")).Said)["last hash"];

        var (other, said) = await Called.ScriptAsync("restore.sh", [], [.. place.RestoreArguments(), "--expect-hash", new string('0', 64)]);
        Assert.False(Directory.Exists(place.Restored));
        var (same, _) = await Called.ScriptAsync("restore.sh", [], [.. place.RestoreArguments(), "--expect-hash", noted]);

        Assert.Equal((1, 0), (other, same));
        Assert.Contains("This is another backup, or not yours.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_ring_and_database_are_never_put_together()
    {
        BackupPlace.SkipWithoutPrograms();
        using var place = await new BackupPlace(DatabaseProvider.Sqlite).PrepareAsync();

        var (sameKey, keyTold) = await Called.ScriptAsync("backup.sh", new(place.Settings) { ["MIBSP_KEYS_RECIPIENT"] = place.Settings["MIBSP_RECIPIENT"] });
        var (samePlace, placeTold) = await Called.ScriptAsync("backup.sh", new(place.Settings) { ["MIBSP_KEY_BACKUPS"] = Path.Combine(place.Backups, "keys") });

        Assert.Equal((1, 1), (sameKey, samePlace));
        Assert.Contains("the key ring needs another public key", keyTold, StringComparison.Ordinal);
        Assert.Contains("backups of the key ring must not lie with those of the database", placeTold, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_and_weeks_are_kept_as_told_and_nothing_else_is_touched()
    {
        BackupPlace.SkipWithoutPrograms();
        using var place = await new BackupPlace(DatabaseProvider.Sqlite).PrepareAsync();
        (place.Settings["MIBSP_KEEP_DAYS"], place.Settings["MIBSP_KEEP_WEEKS"], place.Settings["MIBSP_KEEP_KEY_DAYS"]) = ("3", "4", "2");

        // Mondays to Sundays: 2, 9 and 16 March 2026 are Mondays.
        string[] old = ["2026-03-01", "2026-03-06", "2026-03-08", "2026-03-08.2", "2026-03-10", "2026-03-15", "2026-03-16", "2026-03-17", "2026-03-17.2"];
        foreach (var folder in old.Append("notes").SelectMany(name => new[] { Path.Combine(place.Backups, name), Path.Combine(place.KeyBackups, name) }))
        {
            Directory.CreateDirectory(folder);
        }

        Assert.Equal(0, (await place.BackUpAsync()).Code);

        // Three days: today, 17 (both) and 16; four weeks: today's, and the last of those that end on 22, 15 and 8 March.
        var today = Path.GetFileName(BackupPlace.Newest(place.Backups).EndsWith("notes", StringComparison.Ordinal) ? Directory.GetDirectories(place.Backups).Order(StringComparer.Ordinal).ToArray()[^2] : "");
        Assert.Equal(["2026-03-08.2", "2026-03-15", "2026-03-16", "2026-03-17", "2026-03-17.2", today, "notes"], Folders(place.Backups));
        Assert.Equal(["2026-03-17", "2026-03-17.2", today, "notes"], Folders(place.KeyBackups));
    }

    [Fact]
    public async Task What_is_missing_or_changed_does_not_verify()
    {
        BackupPlace.SkipWithoutPrograms();
        using var place = await new BackupPlace(DatabaseProvider.Sqlite).PrepareAsync();
        Assert.Equal(0, (await Called.PortalAsync(place.Here(), "verify", "--open")).Code);
        var kept = Directory.GetFiles(Path.Combine(place.Portal.Folder, "evidence", "kept"));

        await File.WriteAllBytesAsync(kept[0], [1, 2, 3], Token);
        var (changed, changedTold) = await Called.PortalAsync(place.Here(), "verify", "--open");
        File.Delete(kept[0]);
        var (gone, goneTold) = await Called.PortalAsync(place.Here(), "verify");

        Assert.Equal((1, "1"), (changed, Figures(changedTold)["complaints that do not open"]));
        Assert.Equal((1, "1"), (gone, Figures(goneTold)["evidence files missing"]));
        Assert.EndsWith("Something is missing or was changed.", goneTold, StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<int> WriteOnAsync(BackupPlace place, CancellationToken enough)
    {
        // As many as a large town has on a bad day, and not as many as the machine can.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(40));
        var written = 0;
        while (!enough.IsCancellationRequested && await pace.WaitForNextTickAsync(CancellationToken.None))
        {
            await place.FileWithEvidenceAsync();
            written++;
        }

        return written;
    }

    private static Dictionary<string, string> Figures(string said) => said.Split('\n').Select(line => line.Split(": ", 2)).Where(parts => parts.Length == 2)
        .ToDictionary(parts => parts[0], parts => parts[1].Trim());

    private static int Number(Dictionary<string, string> figures, string name) => int.Parse(figures[name], CultureInfo.InvariantCulture);

    private static IEnumerable<string> Files(string folder) => Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Folders(string folder) => Directory.GetDirectories(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);
}
