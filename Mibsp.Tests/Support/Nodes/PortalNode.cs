using System.Collections.Concurrent;
using System.Diagnostics;

namespace Mibsp.Tests.Support.Nodes;

/// <summary>One process of the portal.</summary>
public sealed class PortalNode(int port, IReadOnlyDictionary<string, string> settings, ConcurrentQueue<string> log) : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(120);

    private Process? _process;

    public int Port => port;

    public string Address => $"http://localhost:{port}";

    public int Id => _process!.Id;

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
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => log.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => log.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await AnswersAsync(ct);
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

        Assert.Fail("The portal did not start:\n" + string.Join('\n', log));
    }

    private static string Configuration
#if DEBUG
        => "Debug";
#else
        => "Release";
#endif
}
