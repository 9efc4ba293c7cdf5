using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Mibsp.Tests.Support;

/// <summary>
/// The portal as a process of its own, as an operator runs it: with demo data, on a real port, over a folder of its own. It
/// can be killed and started again over the same folder.
/// </summary>
public sealed class PortalProcess : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mibsp-portal-");
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Dictionary<string, string> _settings;
    private readonly int _port = FreePort();
    private Process? _process;

    public PortalProcess(Dictionary<string, string>? settings = null) => _settings = settings ?? [];

    public string Address => $"http://localhost:{_port}";

    public string Folder => _folder.FullName;

    /// <summary>The system's number for it while it runs.</summary>
    public int Id => _process!.Id;

    /// <summary>What the portal wrote, all runs together.</summary>
    public IReadOnlyCollection<string> Log => _log;

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        var assembly = Path.Combine(Repository.Root, "Mibsp.Web", "bin", Configuration, "net10.0", "Mibsp.Web.dll");
        var start = new ProcessStartInfo("dotnet", [assembly])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "Mibsp.Web"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = Address;
        start.Environment["Storage__Folder"] = Folder;
        foreach (var (name, value) in _settings)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await AnswersAsync(ct);
    }

    /// <summary>The most memory that it ever had at once.</summary>
    public int PeakMegabytes()
    {
        var peak = File.ReadLines($"/proc/{_process!.Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return int.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>As a power cut would: no warning, no clean-up.</summary>
    public async Task KillAsync(CancellationToken ct)
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(ct);
        _process.Dispose();
        _process = null;
    }

    /// <summary>As an operator does: it is asked to end, and ends what it is doing first.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        using var asked = Process.Start("kill", ["-TERM", $"{_process!.Id}"]);
        await _process.WaitForExitAsync(ct).WaitAsync(_patience, ct);
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync(CancellationToken.None);
        }

        _folder.Delete(recursive: true);
    }

    private async Task AnswersAsync(CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromSeconds(5) };
        var until = Stopwatch.StartNew();
        while (until.Elapsed < _patience && !_process!.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/", UriKind.Relative), ct);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception fault) when (fault is HttpRequestException || (fault is TaskCanceledException && !ct.IsCancellationRequested))
            {
                // Not listening yet, or too busy with its start to answer in time: that is the condition waited for.
                using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
                await pause.WaitForNextTickAsync(ct);
            }
        }

        Assert.Fail("The portal did not start:\n" + string.Join('\n', _log));
    }

    private static string Configuration
#if DEBUG
        => "Debug";
#else
        => "Release";
#endif

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
