using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Mibsp.Tests.Support.Network;

namespace Mibsp.Tests.Bench;

/// <summary>A published application in a process of its own.</summary>
internal sealed class Published : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();

    private Published(Process process, Uri address, TimeSpan started) => (_process, Address, Started) = (process, address, started);

    public Uri Address { get; }

    /// <summary>From its start to its first answer.</summary>
    public TimeSpan Started { get; }

    /// <summary>The portal over a folder with its database, as it runs in production.</summary>
    public static Task<Published> PortalAsync(string storage, CancellationToken ct, params (string Name, string Value)[] more)
        => StartAsync("PORTAL", "Mibsp.Web.dll", [("Storage__Folder", storage), ("Release__MostMinutes", "0"), ("Flood__BurstAfter", "1000000"), .. more], ct);

    /// <summary>The bare template, which answers the bytes that lie in a folder.</summary>
    public static Task<Published> BareAsync(string? bytes, CancellationToken ct) => StartAsync("BARE", "Bare.dll", bytes is null ? [] : [("Bytes", bytes)], ct);

    /// <summary>What it used of the processor so far.</summary>
    public TimeSpan Spent
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Returns when it has nothing to do any more, or after two minutes: jobs catch up right after the start, and with very many complaints for longer.</summary>
    public async Task QuietAsync(CancellationToken ct)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var (spent, left, quiet) = (Spent, 120, 0); left > 0 && quiet < 3; left--)
        {
            await beat.WaitForNextTickAsync(ct);
            quiet = Spent - spent < TimeSpan.FromMilliseconds(50) ? quiet + 1 : 0;
            spent = Spent;
        }
    }

    public bool IsAlive => !_process.HasExited;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<Published> StartAsync(string folder, string assembly, (string Name, string Value)[] settings, CancellationToken ct)
    {
        var home = Table.Text(folder) ?? throw new InvalidOperationException($"MIBSP_BENCH_{folder} does not say where the published application lies: use infra/bench/table.sh.");
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}/");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(home, assembly)]) { WorkingDirectory = home, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var begun = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        try
        {
            await AnswersAsync(process, address, ct);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        var published = new Published(process, address, Stopwatch.GetElapsedTime(begun));
        process.OutputDataReceived += (_, line) => published._said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => published._said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return published;
    }

    private static async Task AnswersAsync(Process process, Uri address, CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        var until = Stopwatch.StartNew();
        while (until.Elapsed < _patience && !process.HasExited)
        {
            // A socket first: to be refused by it costs less than by the client.
            if (await ListensAsync(address.Port, ct))
            {
                using var answer = await client.GetAsync(new Uri("/", UriKind.Relative), ct);
                await answer.Content.ReadAsByteArrayAsync(ct);
                answer.EnsureSuccessStatusCode();
                return;
            }

            await beat.WaitForNextTickAsync(ct);
        }

        Assert.Fail($"It did not start within {_patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s: " + await process.StandardError.ReadToEndAsync(ct));
    }

    private static async Task<bool> ListensAsync(int port, CancellationToken ct)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
