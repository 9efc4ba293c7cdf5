using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Bench.Bare;
using Mibsp.Tests.Load;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Bench;

/// <summary>Pages that stay open: what one weighs, how soon an event is on all of them, and how many can be open at once.</summary>
public sealed class CircuitRows
{
    private const string NoCookie = "";
    private const string AnyDrawing = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true), Trait("Row", "memory")]
    public async Task Memory_of_an_open_page()
    {
        var pages = Table.Setting("MEMORY", 200);
        double client, bare;
        var officer = new List<double>();
        using var http = new HttpClient();
        await using (var far = await Published.BareAsync(null, Token))
        {
            client = await WeighAsync(pages, () => OpenAsync(http, far.Address, "/", NoCookie, AnyDrawing));
        }

        await using (var host = await BareHost.StartAsync())
        {
            bare = await WeighAsync(pages, () => OpenAsync(http, host.Address, "/bare", NoCookie, AnyDrawing)) - client;
        }

        await using (var host = new LoadHost(DatabaseProvider.Sqlite))
        {
            var town = await new Town(host.Services).FoundAsync();
            var cookie = await host.CookieAsync(await town.HireAsync());
            var next = 0;
            foreach (var cases in new[] { 0, 10, 30 })
            {
                while (officer.Count > 0 && next < cases)
                {
                    await town.FileAsync();
                    next++;
                }

                officer.Add(await WeighAsync(pages, () => OpenAsync(http, host.Address, "/officer/dashboard?show=unassigned&sort=newest", cookie, "tile__value")) - client);
            }
        }

        foreach (var (weight, cases) in officer.Zip(["an empty list", "10 cases", "a full page of 26"]))
        {
            Table.Under($"memory of an officer's open dashboard, {cases}", $"{weight / 1e3:N0} kB", $"a bare interactive page without compression: {bare / 1e3:N0} kB", weight / 1e3, 280, "kB");
        }

        Table.Note($"The client's end of each page, taken off both: {client / 1e3:N0} kB. WebSocket compression is off in both.");
    }

    [Fact(Explicit = true), Trait("Row", "event")]
    public async Task An_event_on_all_open_pages()
    {
        var (pages, events) = (Table.Setting("WATCHERS", 2000), Table.Setting("EVENTS", 12));
        using var http = new HttpClient();
        List<double> bare, own;
        await using (var host = await BareHost.StartAsync())
        {
            bare = await WatchAsync(pages, events, () => OpenAsync(http, host.Address, "/bare", NoCookie, AnyDrawing), () =>
            {
                var at = Stopwatch.GetTimestamp();
                BareNumber.Change();
                return Task.FromResult(at);
            });
        }

        await using (var host = new LoadHost(DatabaseProvider.Sqlite))
        {
            var town = await new Town(host.Services).FoundAsync();
            own = await WatchAsync(pages, events, () => OpenAsync(http, host.Address, "/dashboard", NoCookie, "tile__value"), async () => host.Commits.Of((await town.FileAsync()).Id));
        }

        Table.Under($"live event to {pages:N0} open public dashboards, p99", $"{Table.At(own, 0.99):N0} ms (median {Table.At(own, 0.5):N0})",
            $"a bare page with one number: {Table.At(bare, 0.99):N0} ms (median {Table.At(bare, 0.5):N0})", Table.At(own, 0.99) / Table.At(bare, 0.99), 2);
    }

    [Fact(Explicit = true), Trait("Row", "circuits")]
    public async Task Thousands_of_circuits()
    {
        var (circuits, clicked) = (Table.Setting("CIRCUITS", 5000), Table.Setting("CLICKED", 500));
        await using var portal = await Published.PortalAsync(Table.Text("SMALL")!, Token);
        using var http = new HttpClient();
        var before = portal.WorkingSet;
        var pages = await OpenAllAsync(circuits, i => i % (circuits / clicked) == 0
            ? OpenAsync(http, portal.Address, "/submit", NoCookie, "form__actions", isClicked: true) : OpenAsync(http, portal.Address, "/dashboard", NoCookie, "tile__value"));
        try
        {
            var open = portal.WorkingSet;
            var (found, forms) = (new List<double>(), pages.Where(page => page.IsClicked).ToList());
            using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            var clicks = new List<Task>();
            for (var i = 0; i < 2 * forms.Count; i++)
            {
                clicks.Add(ClickAsync(forms[i % forms.Count], i < forms.Count ? [] : found));
                await beat.WaitForNextTickAsync(Token);
            }

            await Task.WhenAll(clicks);
            Assert.All(pages, page => Assert.Null(page.Fault));
            Assert.True(portal.IsAlive);
            found.Sort();
            Table.Under($"{circuits:N0} circuits open at once, all alive, p99 of a click", $"{Table.At(found, 0.99):N0} ms (median {Table.At(found, 0.5):N0}; 50 clicks a second)",
                string.Create(CultureInfo.InvariantCulture, $"memory of the process {before / 1e6:N0} MB before, {open / 1e6:N0} MB open"), Table.At(found, 0.99), 250, "ms");
        }
        finally
        {
            await CloseAsync(pages);
        }
    }

    private static async Task ClickAsync(CircuitClient page, List<double> found)
    {
        var began = Stopwatch.GetTimestamp();
        var took = Stopwatch.GetElapsedTime(began, await page.ClickAsync(Token)).TotalMilliseconds;
        lock (found)
        {
            found.Add(took);
        }
    }

    // Rounds that do not count come first: what a page runs is compiled then.
    private static async Task<List<double>> WatchAsync(int count, int events, Func<Task<CircuitClient>> open, Func<Task<long>> happen)
    {
        var (pages, found) = (await OpenAllAsync(count, _ => open()), new List<double>());
        try
        {
            for (var i = -3; i < events; i++)
            {
                var drawn = pages.ConvertAll(page => page.NextDrawingAsync());
                var at = await happen();
                var times = await Task.WhenAll(drawn).WaitAsync(TimeSpan.FromSeconds(30), Token);
                found.AddRange(i < 0 ? [] : times.Select(time => Stopwatch.GetElapsedTime(at, time).TotalMilliseconds));
            }
        }
        finally
        {
            await CloseAsync(pages);
        }

        found.Sort();
        return found;
    }

    private static async Task<double> WeighAsync(int count, Func<Task<CircuitClient>> open)
    {
        await CloseAsync(await OpenAllAsync(10, _ => open()));
        var before = Heap();
        var pages = await OpenAllAsync(count, _ => open());
        try
        {
            return (Heap() - before) / (double)count;
        }
        finally
        {
            await CloseAsync(pages);
        }
    }

    private static async Task<List<CircuitClient>> OpenAllAsync(int count, Func<int, Task<CircuitClient>> open)
    {
        var pages = new CircuitClient[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (i, _) => pages[i] = await open(i));
        return [.. pages];
    }

    private static async Task<CircuitClient> OpenAsync(HttpClient http, Uri host, string path, string cookie, string sign, bool isClicked = false)
    {
        var page = new CircuitClient(host, cookie, sign) { IsClicked = isClicked };
        await page.OpenAsync(http, path, Token);
        return page;
    }

    private static Task CloseAsync(List<CircuitClient> pages) => Parallel.ForEachAsync(pages, async (page, _) => await page.DisposeAsync());

    private static long Heap()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
