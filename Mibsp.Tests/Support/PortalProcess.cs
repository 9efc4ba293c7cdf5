using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support.Nodes;

namespace Mibsp.Tests.Support;

/// <summary>
/// The portal in processes of its own, as an operator runs it: with demo data, on a real port, over a folder of its own. It
/// can be killed and started again over the same folder. One process on the embedded database; with MIBSP_TEST_NODES=2, or where a test
/// asks for it, two on PostgreSQL behind nginx (infra/scripts/test-nodes.sh).
/// </summary>
public sealed class PortalProcess : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mibsp-portal-");
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Dictionary<string, string> _settings;
    private readonly TestDatabase? _database;
    private readonly ProxyProcess? _proxy;

    /// <param name="settings">What an operator would set.</param>
    /// <param name="nodes">How many; by default what the run asks for.</param>
    public PortalProcess(Dictionary<string, string>? settings = null, int? nodes = null)
    {
        _settings = new(settings ?? []);
        _settings.TryAdd("Storage__Folder", Folder);
        var ports = FreePorts();
        if ((nodes ?? (AreSeveral ? 2 : 1)) == 1 || _settings.ContainsKey("Database__Provider"))
        {
            Nodes = [new PortalNode(ports[0], _settings, _log)];
            return;
        }

        _database = new TestDatabase(DatabaseProvider.PostgreSql);
        _settings["Database__Provider"] = "PostgreSql";
        _settings["ConnectionStrings__Mibsp"] = _database.ConnectionString;
        Nodes = [new PortalNode(ports[0], _settings, _log), new PortalNode(ports[1], _settings, _log)];
        _proxy = new ProxyProcess(ports[2], ports[3], Nodes);
    }

    /// <summary>Whether this run is to be made against two nodes.</summary>
    public static bool AreSeveral { get; } = Environment.GetEnvironmentVariable("MIBSP_TEST_NODES") == "2";

    /// <summary>Why two nodes cannot be had here; null when they can.</summary>
    public static string? WhyNotSeveral => TestDatabase.WhyNot(DatabaseProvider.PostgreSql) ?? (ProxyProcess.IsHere ? null : "No nginx here.");

    public string Address => _proxy?.Address ?? Nodes[0].Address;

    public string Folder => _folder.FullName;

    public IReadOnlyList<PortalNode> Nodes { get; }

    public ProxyProcess Proxy => _proxy ?? throw new InvalidOperationException("One node has no proxy.");

    /// <summary>The database of several nodes.</summary>
    public TestDatabase Database => _database ?? throw new InvalidOperationException("One node keeps its own.");

    /// <summary>The system's number for it while it runs.</summary>
    public int Id => Nodes[0].Id;

    /// <summary>What the portal wrote, all runs together.</summary>
    public IReadOnlyCollection<string> Log => _log;

    /// <summary>For tests that look into the files of the embedded database.</summary>
    public static void SkipWhenSeveral() => Assert.SkipWhen(AreSeveral, "Looks into the embedded database, and these are two nodes on a server.");

    /// <summary>What an operator changes: it counts from the next start on.</summary>
    public void Set(string name, string value) => _settings[name] = value;

    /// <summary>Starts it and waits until it answers. All nodes at once, on an empty database.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        await Task.WhenAll(Nodes.Select(node => node.StartAsync(ct)));
        await (_proxy?.StartAsync(ct) ?? Task.CompletedTask);
    }

    /// <summary>The most memory that it ever had at once.</summary>
    public int PeakMegabytes()
    {
        var peak = File.ReadLines($"/proc/{Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return int.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>As a power cut would: no warning, no clean-up.</summary>
    public async Task KillAsync(CancellationToken ct)
    {
        await (_proxy?.KillAsync() ?? Task.CompletedTask);
        await Task.WhenAll(Nodes.Select(node => node.KillAsync(ct)));
    }

    /// <summary>As an operator does: it is asked to end, and ends what it is doing first.</summary>
    public Task StopAsync(CancellationToken ct) => Task.WhenAll(Nodes.Select(node => node.StopAsync(ct)));

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync();
        }

        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        _database?.Dispose();
        _folder.Delete(recursive: true);
    }

    // Below the ports that the system gives to outgoing lines, of which the proxy makes many. The first two beside one another, because
    // nodes are counted from a first port (infra/scripts/rolling-restart.sh).
    private static int[] FreePorts()
    {
        while (true)
        {
            var first = RandomNumberGenerator.GetInt32(20_000, 32_000);
            int[] ports = [.. Enumerable.Range(first, 4)];
            if (ports.All(IsFree))
            {
                return ports;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
