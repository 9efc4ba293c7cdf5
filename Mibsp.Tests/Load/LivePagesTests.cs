using System.Diagnostics;
using System.Globalization;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Waiting;
using Mibsp.Web.Live;
using Microsoft.Extensions.DependencyInjection;

namespace Mibsp.Tests.Load;

/// <summary>
/// Many open queues at once, over real circuits. By default a few, so that each run of the tests shows that it works;
/// infra/bench/live.sh runs it with 1,000 pages of 50 officers for a minute.
/// </summary>
public sealed class LivePagesTests(ITestOutputHelper output)
{
    private static readonly int _pages = Setting("PAGES", 40);
    private static readonly int _officers = Setting("OFFICERS", 8);
    private static readonly int _seconds = Setting("SECONDS", 3);
    private static readonly int _warmUp = Setting("WARM_UP", 30);
    private static readonly int _perSecond = Setting("RATE", 5);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private static readonly string[] _tabs = ["?show=unassigned&sort=newest", "?sort=newest"];

    private static bool IsMeasured => Environment.GetEnvironmentVariable("MIBSP_LOAD_REPORT") is { Length: > 0 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Every_open_queue_draws_every_new_complaint_within_a_second(DatabaseProvider provider)
    {
        await using var host = new LoadHost(provider);
        var town = await new Town(host.Services).FoundAsync();
        var cookies = new List<string>();
        for (var i = 0; i < _officers; i++)
        {
            cookies.Add(await host.CookieAsync(await town.HireAsync()));
        }

        using var http = new HttpClient();
        await VisitAsync(host, http, cookies[0]);
        var before = Weigh();
        var pages = new List<CircuitClient>();
        try
        {
            await OpenAsync(host, http, cookies, pages);
            var open = Weigh();
            Assert.Equal(_pages, host.Services.GetRequiredService<LiveUpdates>().Count(LiveUpdates.DepartmentTopic(town.Water)));

            // A portal that has just been started still compiles what it runs: as many are filed before, and seen, that do not count.
            var first = await FileAsync(host, town, IsMeasured ? _warmUp : 1);
            await AllSeenAsync(pages, first);
            var (spent, drawn) = (Environment.CpuUsage.TotalTime, pages.Sum(p => p.Batches));
            var filed = await FileAsync(host, town, _seconds);
            await AllSeenAsync(pages, filed);
            (spent, drawn) = (Environment.CpuUsage.TotalTime - spent, pages.Sum(p => p.Batches) - drawn);

            Assert.All(pages, page => Assert.Null(page.Fault));
            var delays = pages.SelectMany(page => filed.Select(f => Stopwatch.GetElapsedTime(f.Committed, page.Seen[f.CaseNumber]).TotalMilliseconds)).Order().ToList();
            var filing = filed.Select(f => Stopwatch.GetElapsedTime(f.Begun, f.Committed).TotalMilliseconds).Order().ToList();
            Tell($"{provider}: {_pages} pages of {_officers} officers, {filed.Count} complaints at {_perSecond} a second, {delays.Count} deliveries, "
                + $"from the commit to the drawn page: median {At(delays, 0.5):0} ms, p99 {At(delays, 0.99):0} ms, most {delays[^1]:0} ms; "
                + $"before it: median {At(filing, 0.5):0} ms, p99 {At(filing, 0.99):0} ms; "
                + $"drawn {drawn} times, {spent.TotalMilliseconds / drawn:0.00} ms of processor each, all of both ends and of filing");
            foreach (var page in pages)
            {
                await page.LeaveAsync(http, Token);
                await page.DisposeAsync();
            }

            pages.Clear();
            Assert.Equal(0, host.Services.GetRequiredService<LiveUpdates>().Count(LiveUpdates.DepartmentTopic(town.Water)));
            var after = Weigh();
            Tell($"Memory: {before / 1e6:0.0} MB before, {open / 1e6:0.0} MB open ({(open - before) / 1e3 / _pages:0} kB a page, both ends), {after / 1e6:0.0} MB after");

            // How fast it is, and what it weighs, is measured where nothing else runs (infra/bench/live.sh): among other tests the heap is
            // theirs, too. Here: nobody misses anything, and no page is left behind.
            Assert.True(!IsMeasured || At(delays, 0.99) < 1000, $"p99 {At(delays, 0.99):0} ms");
            Assert.True(!IsMeasured || after - before < (open - before) / 2 + 10e6, $"{after - before} bytes stayed of {open - before}");
        }
        finally
        {
            foreach (var page in pages)
            {
                await page.DisposeAsync();
            }
        }
    }

    // Once before anything is weighed: what the first page loads stays.
    private static async Task VisitAsync(LoadHost host, HttpClient http, string cookie)
    {
        await using var first = new CircuitClient(host.Address, cookie);
        await first.OpenAsync(http, "/officer/dashboard", Token);
        await first.LeaveAsync(http, Token);
    }

    private static async Task OpenAsync(LoadHost host, HttpClient http, List<string> cookies, List<CircuitClient> pages)
    {
        for (var i = 0; i < _pages; i++)
        {
            var page = new CircuitClient(host.Address, cookies[i % cookies.Count]);
            pages.Add(page);
            await page.OpenAsync(http, $"/officer/dashboard{_tabs[i % _tabs.Length]}", Token);
        }
    }

    private static async Task<List<(string CaseNumber, long Begun, long Committed)>> FileAsync(LoadHost host, Town town, int seconds)
    {
        var filed = new List<(string, long, long)>();
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / _perSecond));
        for (var i = 0; i < seconds * _perSecond; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            var complaint = await town.FileAsync();
            filed.Add((complaint.CaseNumber, begun, host.Commits.Of(complaint.Id)));
            await beat.WaitForNextTickAsync(Token);
        }

        return filed;
    }

    private static async Task AllSeenAsync(List<CircuitClient> pages, List<(string CaseNumber, long Begun, long Committed)> filed)
    {
        int Missed() => pages.Sum(page => filed.Count(f => !page.Seen.ContainsKey(f.CaseNumber)));
        var begun = Stopwatch.GetTimestamp();
        await Eventually.HoldsAsync(() => Stopwatch.GetElapsedTime(begun) > _patience || pages.All(page => filed.All(f => page.Seen.ContainsKey(f.CaseNumber))));
        Assert.True(Missed() == 0, $"{Missed()} of {pages.Count * filed.Count} deliveries are missing. First fault: {pages.Select(p => p.Fault).FirstOrDefault(f => f is not null)}");
    }

    private void Tell(string line)
    {
        output.WriteLine(line);
        if (IsMeasured)
        {
            File.AppendAllLines(Environment.GetEnvironmentVariable("MIBSP_LOAD_REPORT")!, [line]);
        }
    }

    private static double At(List<double> ordered, double share) => ordered[(int)Math.Ceiling(share * ordered.Count) - 1];

    private static long Weigh()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static int Setting(string name, int otherwise)
        => int.TryParse(Environment.GetEnvironmentVariable($"MIBSP_LOAD_{name}"), CultureInfo.InvariantCulture, out var set) ? set : otherwise;
}
