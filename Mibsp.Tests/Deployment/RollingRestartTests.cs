using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Persistence.PostgreSql;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Deployment;

/// <summary>
/// Two real nodes on one PostgreSQL behind the real nginx, restarted by our own script one after the other while citizens send complaints
/// that they began before: none fails, none is lost, none is doubled. At full size: infra/bench/rolling.sh.
/// </summary>
[Trait("Category", "Faults")]
public sealed class RollingRestartTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const string Story = "The pump in our street has been broken since Monday, and nobody came to look at it.";

    // On a machine that cannot keep up, more would only wait longer. What was reached is told.
    private const int AtOnce = 40;

    private static readonly int _rate = Setting("RATE", 10);
    private static readonly int _least = Setting("LEAST", 150);
    private readonly DirectoryInfo _programs = Directory.CreateTempSubdirectory("mibsp-rolling-");
    private readonly ConcurrentBag<string> _failed = [];
    private readonly ConcurrentBag<string> _acknowledged = [];
    private readonly SemaphoreSlim _turns = new(AtOnce);
    private PortalProcess? _portal;
    private int _resent;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Under_load_no_complaint_fails_none_is_lost_and_none_is_doubled()
    {
        Assert.SkipWhen(PortalProcess.WhyNotSeveral is not null, PortalProcess.WhyNotSeveral ?? "");
        var portal = await StartAsync();
        var begun = await BeginAsync();
        var before = await CountAsync();
        var watch = Stopwatch.StartNew();

        using var restarted = new CancellationTokenSource();
        var restart = RestartAsync(portal, restarted);
        var sent = await SendAsync(begun, restarted.Token);
        var (code, said) = await restart;

        Assert.True(code == 0, said);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{sent} complaints in {watch.Elapsed.TotalSeconds:0.0} s ({sent / watch.Elapsed.TotalSeconds:0.0} a second) while both nodes were restarted: {_failed.Count} failed, {_resent} sent again because their line was closed."));
        Assert.True(_failed.IsEmpty, string.Join("\n", _failed.Take(3)));
        Assert.InRange(sent, _least, int.MaxValue);
        Assert.Equal(sent, _acknowledged.Distinct().Count());
        Assert.Equal(before + sent, await CountAsync());
        Assert.Empty(await LostAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_portal is not null)
        {
            await _portal.DisposeAsync();
        }

        _turns.Dispose();
        _programs.Delete(recursive: true);
    }

    private static int Setting(string name, int otherwise)
        => Environment.GetEnvironmentVariable($"MIBSP_ROLLING_{name}") is { Length: > 0 } set ? int.Parse(set, CultureInfo.InvariantCulture) : otherwise;

    private async Task<PortalProcess> StartAsync()
    {
        // All citizens come from one address, and what slows floods down has tests of its own.
        _portal = new PortalProcess(new() { ["Flood__LeastSeconds"] = "0", ["Flood__MostSeconds"] = "0", ["Flood__FormsPerAddress"] = "1000000" }, nodes: 2);
        await _portal.StartAsync(Token);
        return _portal;
    }

    /// <summary>Complaints that are told up to the last button.</summary>
    private async Task<ConcurrentQueue<CitizenBrowser>> BeginAsync()
    {
        var begun = new ConcurrentQueue<CitizenBrowser>();
        await Parallel.ForAsync(0, _least, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (_, _) => begun.Enqueue(await TellAsync()));
        return begun;
    }

    private async Task<CitizenBrowser> TellAsync()
    {
        var citizen = new CitizenBrowser(new HttpClient(new ResendingHandler(() => Interlocked.Increment(ref _resent))) { BaseAddress = new Uri(_portal!.Address), Timeout = TimeSpan.FromSeconds(60) });
        await citizen.TellAsync(1, Story);
        await citizen.SendAsync("next", []);
        return citizen;
    }

    /// <summary>So many a second, until all that were begun are sent and both nodes were restarted. How many that were.</summary>
    private async Task<int> SendAsync(ConcurrentQueue<CitizenBrowser> begun, CancellationToken restarted)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / _rate));
        var sending = new List<Task>();
        while (!begun.IsEmpty || !restarted.IsCancellationRequested)
        {
            await beat.WaitForNextTickAsync(Token);
            await _turns.WaitAsync(Token);
            sending.Add(Task.Run(() => SendOneAsync(begun), Token));
        }

        await Task.WhenAll(sending);
        return sending.Count;
    }

    private async Task SendOneAsync(ConcurrentQueue<CitizenBrowser> begun)
    {
        try
        {
            // When those that were begun are used up, the whole way is gone during the restart.
            var citizen = begun.TryDequeue(out var waiting) ? waiting : await TellAsync();
            await citizen.SendAsync("send", []);
            if (citizen.Status is HttpStatusCode.OK && citizen.Page.Split("data-testid=\"tracking-id\">") is [_, var rest])
            {
                _acknowledged.Add(rest.Split('<')[0]);
            }
            else
            {
                _failed.Add($"{citizen.Status}: {citizen.Page[Math.Max(0, citizen.Page.IndexOf("<main", StringComparison.Ordinal))..]}");
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            _failed.Add(failure.ToString());
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Our script, with the machine's systemctl and nginx replaced by these nodes and this nginx.</summary>
    private async Task<(int Code, string Said)> RestartAsync(PortalProcess portal, CancellationTokenSource restarted)
    {
        var asked = Path.Combine(_programs.FullName, "asked");
        await ProgramAsync("nginx", portal.Proxy.Command);
        await ProgramAsync("systemctl", $"echo \"$2\" >{asked}.new && mv {asked}.new {asked}; while [ -e {asked} ]; do sleep 0.1; done");
        var script = Called.ScriptAsync("rolling-restart.sh", new()
        {
            ["PATH"] = $"{_programs.FullName}:{Environment.GetEnvironmentVariable("PATH")}",
            ["MIBSP_NGINX_SITE"] = portal.Proxy.Site,
            ["MIBSP_PORT_BASE"] = $"{portal.Nodes[0].Port - 1}",
            ["MIBSP_PORTAL_DLL"] = Called.Portal,
            ["MIBSP_DRAIN_SECONDS"] = "2",
        }, "1", "2");
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!script.IsCompleted && await look.WaitForNextTickAsync(Token))
        {
            if (File.Exists(asked))
            {
                var node = portal.Nodes[(await File.ReadAllTextAsync(asked, Token)).Contains("@1.", StringComparison.Ordinal) ? 0 : 1];
                await node.StopAsync(Token);
                await node.StartAsync(Token);
                File.Delete(asked);
            }
        }

        await restarted.CancelAsync();
        return await script;
    }

    private async Task ProgramAsync(string name, string does)
    {
        var path = Path.Combine(_programs.FullName, name);
        await File.WriteAllTextAsync(path, $"#!/usr/bin/env bash\n{does}\n", Token);
        Assert.Equal(0, (await Called.RunAsync("chmod", ["+x", path], [])).Code);
    }

    private async Task<int> CountAsync()
    {
        await using var db = Context();
        return await db.Complaints.CountAsync(Token);
    }

    /// <summary>Tracking IDs that a citizen was shown and the database does not know.</summary>
    private async Task<IReadOnlyList<string>> LostAsync()
    {
        var key = new TrackingKey(KeyFile.LoadOrCreate(Path.Combine(_portal!.Folder, "keys"), "tracking"));
        await using var db = Context();
        var known = (await db.Complaints.Select(c => c.TrackingHash).ToListAsync(Token)).Select(Convert.ToHexString).ToHashSet();
        return [.. _acknowledged.Where(text => !TrackingId.TryParse(text, out var id) || !known.Contains(Convert.ToHexString(key.Hash(id))))];
    }

    private PostgreSqlMibspDbContext Context()
        => new(new DbContextOptionsBuilder<PostgreSqlMibspDbContext>().UseNpgsql(_portal!.Database.ConnectionString).Options);

    /// <summary>
    /// As browsers do: what goes out by a kept line that the other end has just closed, before it answered anything, goes out again by a new one. nginx closes kept lines
    /// whenever it is told of a node; that a form comes twice is nothing to the portal.
    /// </summary>
    private sealed class ResendingHandler(Action resending) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await (request.Content?.LoadIntoBufferAsync(cancellationToken) ?? Task.CompletedTask);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException closed) when (closed.InnerException is IOException)
            {
                resending();
                return await base.SendAsync(request, cancellationToken);
            }
        }
    }
}
