using System.Diagnostics;
using System.Globalization;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Deployment;
using Mibsp.Tests.Domain.Evidence.Scanning;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Mailing;

namespace Mibsp.Tests.Faults;

/// <summary>
/// A real portal process with all it needs on this machine: database, folder on a disk of its own, virus scanner, mail server. What stands
/// between them can be taken away.
/// </summary>
internal sealed class Scene : IAsyncDisposable
{
    private const string Library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
    private readonly DirectoryInfo _place = Directory.CreateTempSubdirectory("mibsp-faults-");
    private readonly FakeClamd _clamd = new("stream: OK\0", onTcp: true);
    private readonly SmtpServer _smtp = new();
    private readonly Dictionary<string, string> _settings;

    private Scene(DatabaseProvider provider, bool withDisk)
    {
        Provider = provider;
        Folder = Path.Combine(_place.FullName, "data");
        // libfaketime lets some of Npgsql's connections run out of time even while its clock stands still (decision 25).
        Clock = provider is DatabaseProvider.Sqlite && File.Exists(Library) ? Path.Combine(_place.FullName, "clock") : null;
        Directory.CreateDirectory(Folder);
        HasDisk = withDisk && RunAsync("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", Folder).GetAwaiter().GetResult() == 0;
        Scanner = new Line(() => int.Parse(_clamd.Address.Split(':')[^1], CultureInfo.InvariantCulture));
        Mail = new Line(() => _smtp.Port);
        _settings = Settings();
        Portal = new PortalProcess(_settings, nodes: 1);
    }

    public DatabaseProvider Provider { get; }

    public string Folder { get; }

    /// <summary>Whether the folder lies on a disk that can be filled without harm to anybody else.</summary>
    public bool HasDisk { get; }

    /// <summary>The file that says by how much the portal's clock is off; null where it cannot be.</summary>
    public string? Clock { get; }

    public PortalProcess Portal { get; }

    public OwnPostgres? Postgres { get; private set; }

    /// <summary>Between the portal and its database server.</summary>
    public Line? DatabaseLine { get; private set; }

    public Line Scanner { get; }

    public Line Mail { get; }

    /// <summary>The same town on another node without a web server: where officers act.</summary>
    public TestPortal Hall { get; private set; } = default!;

    public string ConnectionString { get; private set; } = "";

    public Witness Witness { get; } = new();

    public static async Task<Scene> OpenAsync(DatabaseProvider provider, CancellationToken ct)
    {
        var scene = new Scene(provider, withDisk: OperatingSystem.IsLinux() && Environment.UserName == "root");
        if (provider is DatabaseProvider.PostgreSql)
        {
            scene.Postgres = new OwnPostgres();
            await scene.Postgres.StartAsync();
            scene.ConnectionString = await scene.Postgres.CreateAsync("town");
            scene.DatabaseLine = new Line(() => scene.Postgres.Port);
            scene.Set("Database__Provider", "PostgreSql");
            scene.Set("Database__MigrateAtStart", "true");
            scene.Set(
                "ConnectionStrings__Mibsp",
                scene.ConnectionString.Replace($"Port={scene.Postgres.Port}", $"Port={scene.DatabaseLine.Port}", StringComparison.Ordinal));
        }
        else
        {
            scene.ConnectionString = $"Data Source={Path.Combine(scene.Folder, "mibsp.db")}";
        }

        await scene.StartAsync(ct);
        File.Copy(Path.Combine(scene.Folder, "keys", "tracking.key"), Path.Combine(scene.Folder, "tracking.key"));
        scene.Hall = TestPortal.Over(new TestDatabase(provider, scene.ConnectionString, scene.Folder));
        scene.Hall.Clock.Advance(TimeProvider.System.GetUtcNow() - scene.Hall.Clock.GetUtcNow());
        await scene.Hall.Town.FoundAsync();
        return scene;
    }

    public async Task StartAsync(CancellationToken ct)
    {
        await Portal.StartAsync(ct);
        Witness.PortalIsBack();
    }

    public Task KillAsync(CancellationToken ct)
    {
        Witness.PortalGoes();
        return Portal.KillAsync(ct);
    }

    public Task StopAsync(CancellationToken ct)
    {
        Witness.PortalGoes();
        return Portal.StopAsync(ct);
    }

    /// <summary>From its next start on the portal goes by a clock that jumps, or by the right one again. (Such a clock makes it slow.)</summary>
    public void Warp(bool on)
    {
        Set("LD_PRELOAD", on ? Library : "");
        Set("FAKETIME_TIMESTAMP_FILE", Clock!);
        Set("FAKETIME_CACHE_DURATION", "1");
        foreach (var right in (string[])["FAKETIME_DONT_FAKE_MONOTONIC", "DONT_FAKE_MONOTONIC", "NO_FAKE_STAT"])
        {
            Set(right, "1");
        }
    }

    /// <summary>A browser of its own, with its own cookies.</summary>
    public HttpClient Browser() => new(new Ear(Witness)) { BaseAddress = new Uri(Portal.Address), Timeout = TimeSpan.FromSeconds(75) };

    /// <summary>Calls the portal's program, as an operator would beside the running one. Without arguments it is started.</summary>
    public Task<(int Code, string Said)> CallAsync(params string[] args)
    {
        var settings = _settings.ToDictionary(s => s.Key, s => (string?)s.Value);
        settings["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        return Called.PortalAsync(settings, args);
    }

    /// <summary>Everything back as it should be.</summary>
    public void Mend()
    {
        Scanner.State = Mail.State = LineState.Open;
        File.Delete(Path.Combine(Folder, "filler"));
    }

    public static async Task<int> RunAsync(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        Hall?.Dispose();
        if (Postgres is not null)
        {
            await DatabaseLine!.DisposeAsync();
            await Postgres.DisposeAsync();
        }

        await Scanner.DisposeAsync();
        await Mail.DisposeAsync();
        await _smtp.DisposeAsync();
        _clamd.Dispose();
        if (HasDisk)
        {
            await RunAsync("umount", "-l", Folder);
        }

        _place.Delete(recursive: true);
    }

    private void Set(string name, string value)
    {
        _settings[name] = value;
        Portal.Set(name, value);
    }

    private Dictionary<string, string> Settings()
    {
        const string Many = "1000000";
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Faults",
            ["Storage__Folder"] = Folder,
            ["Storage__Clamd"] = $"tcp:127.0.0.1:{Scanner.Port}",
            ["Mail__Host"] = "127.0.0.1",
            ["Mail__Port"] = $"{Mail.Port}",
            ["Mail__UseStartTls"] = "false",
            ["Mail__From"] = "portal@example.org",
            ["Mail__PortalAddress"] = "https://portal.example.org",
            ["Release__MostMinutes"] = "0",

            // All citizens here share one address. What that slows down is tested elsewhere.
            ["Flood__LeastSeconds"] = "0",
            ["Flood__MostSeconds"] = "0",
            ["Flood__QuietPerMinute"] = Many,
            ["Flood__FloodPerMinute"] = Many + "0",
            ["Flood__PlainPerMinute"] = Many,
            ["Flood__FormsPerAddress"] = Many,
            ["Flood__LookUpsPerMinute"] = Many,
            ["Flood__BurstAfter"] = Many,
        };
        return settings;
    }
}
