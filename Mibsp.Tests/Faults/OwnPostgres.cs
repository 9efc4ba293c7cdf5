using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Mibsp.Tests.Support.Network;
using Mibsp.Tests.Support.Waiting;
using Npgsql;

namespace Mibsp.Tests.Faults;

/// <summary>
/// A PostgreSQL of its own that can be stopped, killed and frozen. Unlike that of infra/scripts/lib-postgres.sh it says that something was
/// saved only when it was: that is what is tested.
/// </summary>
internal sealed class OwnPostgres : IAsyncDisposable
{
    private const string Root = "/usr/lib/postgresql";
    private static readonly string? _bin = Directory.Exists(Root)
        ? Directory.EnumerateDirectories(Root).Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Max()
        : null;

    private readonly string _folder = Directory.CreateTempSubdirectory("mibsp-faults-pg-").FullName;
    private readonly List<int> _frozen = [];

    public OwnPostgres() => Port = Ports.Free();

    public static string? WhyNot => _bin is null ? "PostgreSQL is not installed." : null;

    public int Port { get; }

    public async Task StartAsync()
    {
        if (!Directory.Exists(Data))
        {
            await AsServerAsync(Path.Combine(_bin!, "initdb"), "-D", Data, "-U", "mibsp", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        }

        // What was killed may still be holding on to its memory.
        await Eventually.HoldsAsync(async () => await AsServerAsync(
            Path.Combine(_bin!, "pg_ctl"), "-D", Data, "-w", "-t", "30", "-l", Path.Combine(_folder, "log"), "-o",
            $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c max_connections=200 -c fsync=off", "start") == 0);
    }

    /// <summary>Makes a database and says how it is reached: through this port.</summary>
    public async Task<string> CreateAsync(string name)
    {
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={Port};Username=mibsp;Database=postgres;Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return $"Host=127.0.0.1;Port={Port};Username=mibsp;Database={name}";
    }

    /// <summary>As an operator does: "fast" ends what is under way, "immediate" leaves everything as it is.</summary>
    public Task StopAsync(string mode) => AsServerAsync(Path.Combine(_bin!, "pg_ctl"), "-D", Data, "-m", mode, "-w", "stop");

    public async Task KillAsync()
    {
        await SignalAsync("-KILL", All());
        File.Delete(Path.Combine(Data, "postmaster.pid"));
    }

    public async Task FreezeAsync()
    {
        _frozen.AddRange(All());
        await SignalAsync("-STOP", _frozen);
    }

    public async Task ThawAsync()
    {
        await SignalAsync("-CONT", _frozen);
        _frozen.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await ThawAsync();
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await StopAsync("immediate");
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    /// <summary>The server and everything it has started.</summary>
    private List<int> All()
    {
        var master = int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        return [master, .. Process.GetProcessesByName("postgres").Where(p => ParentOf(p.Id) == master).Select(p => p.Id)];
    }

    private static int ParentOf(int id)
    {
        try
        {
            // "12 (postgres) S 7 …": the name may hold anything but a second bracket here.
            return int.Parse(File.ReadAllText($"/proc/{id}/stat").Split(") ")[1].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static async Task SignalAsync(string signal, List<int> processes)
    {
        if (processes.Count > 0)
        {
            using var kill = Process.Start(new ProcessStartInfo("kill", [signal, .. processes.Select(p => $"{p}")]) { RedirectStandardError = true })!;
            await kill.WaitForExitAsync();
        }
    }

    /// <summary>The server refuses root, so root runs it as the user it is installed for.</summary>
    private async Task<int> AsServerAsync(string program, params string[] args)
    {
        var isRoot = Environment.UserName == "root";
        var start = isRoot ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", program, .. args]) : new ProcessStartInfo(program, args);
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = ("/", program.EndsWith("initdb", StringComparison.Ordinal), true);
        if (isRoot && !Directory.Exists(Data))
        {
            using var own = Process.Start("chown", ["postgres", _folder]);
            await own.WaitForExitAsync();
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
