using Mibsp.Domain.Evidence;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Databases;

namespace Mibsp.Tests.Deployment;

/// <summary>A portal with what backing it up needs: two key pairs, two folders, and an empty place to restore to. Gone when disposed.</summary>
internal sealed class BackupPlace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mibsp-backup-");
    private readonly List<Action> _drops = [];

    public BackupPlace(DatabaseProvider provider) => Portal = new TestPortal(provider);

    public TestPortal Portal { get; }

    public string Backups => Path.Combine(_folder.FullName, "backups");

    public string KeyBackups => Path.Combine(_folder.FullName, "keys-backups");

    public string Restored => Path.Combine(_folder.FullName, "restored");

    public string Identity => Path.Combine(_folder.FullName, "database.key");

    public string KeysIdentity => Path.Combine(_folder.FullName, "ring.key");

    /// <summary>What backup.sh is told.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    public static void SkipWithoutPrograms() => Assert.SkipUnless(
        ((string[])["/usr/bin/age", "/usr/bin/sqlite3", "/usr/bin/flock"]).All(File.Exists), "age, sqlite3 or flock is not installed.");

    /// <summary>Two complaints and a file with each; the keys and the settings.</summary>
    public async Task<BackupPlace> PrepareAsync()
    {
        await Portal.Town.FoundAsync();
        await FileWithEvidenceAsync();
        await FileWithEvidenceAsync();
        Settings["MIBSP_STORAGE"] = Portal.Folder;
        Settings["MIBSP_BACKUPS"] = Backups;
        Settings["MIBSP_KEY_BACKUPS"] = KeyBackups;
        Settings["MIBSP_RECIPIENT"] = await NewKeyAsync(Identity);
        Settings["MIBSP_KEYS_RECIPIENT"] = await NewKeyAsync(KeysIdentity);
        if (Portal.Provider is DatabaseProvider.PostgreSql)
        {
            Settings["MIBSP_DATABASE"] = "postgres";
            Settings["MIBSP_POSTGRES"] = Called.Libpq(Portal.ConnectionString);
        }

        return this;
    }

    public async Task<Filed> FileWithEvidenceAsync()
    {
        var token = TestContext.Current.CancellationToken;
        var staged = await Portal.Get<EvidenceStore>().StageAsync(new AcceptedEvidence(EvidenceType.Png, [1, 2, 3, 4], []), token);
        return await Portal.Town.FileAsync(A.NewComplaint(Portal.Town.Water, serviceId: Portal.Town.Leakage) with { Evidence = [staged] });
    }

    public Task<(int Code, string Said)> BackUpAsync() => Called.ScriptAsync("backup.sh", Settings);

    /// <summary>The newest backup's folder.</summary>
    public static string Newest(string folder) => Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Last();

    public string[] RestoreArguments(string? identity = null, string? postgres = null) =>
    [
        "--set", Newest(Backups), "--identity", identity ?? Identity, "--keys-set", Newest(KeyBackups), "--keys-identity", KeysIdentity,
        "--to", Restored, "--portal", $"dotnet {Called.Portal}", .. postgres is null ? (string[])[] : ["--postgres", Called.Url(postgres)],
    ];

    /// <summary>How the portal is told to look at what it holds now, or at what was restored.</summary>
    public Dictionary<string, string?> Here(string? folder = null, string? connection = null) => new()
    {
        ["Storage__Folder"] = folder ?? Portal.Folder,
        ["Database__Provider"] = $"{Portal.Provider}",
        ["ConnectionStrings__Mibsp"] = folder is null ? Portal.ConnectionString : connection,
    };

    /// <summary>A database on the server that nothing was made in yet.</summary>
    public string EmptyDatabase()
    {
        var (connection, drop) = PostgreSqlDatabases.CreateEmpty();
        _drops.Add(drop);
        return connection;
    }

    public void Dispose()
    {
        _drops.ForEach(drop => drop());
        Portal.Dispose();
        _folder.Delete(recursive: true);
    }

    public static async Task<string> NewKeyAsync(string path)
    {
        File.Delete(path);
        await Called.RunAsync("age-keygen", ["-o", path], []);
        var line = (await File.ReadAllLinesAsync(path)).Single(l => l.StartsWith("# public key: ", StringComparison.Ordinal));
        return line["# public key: ".Length..];
    }
}
