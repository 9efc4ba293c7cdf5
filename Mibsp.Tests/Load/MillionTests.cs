using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Listing;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Demo;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Seeding;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Load;

/// <summary>
/// Every page of staff over real circuits, on a database with very many complaints: how long until its first bytes, until it is drawn, and
/// what the process weighs. By default over a few hundred, so that each run shows that it works; infra/bench/million.sh runs it over a million.
/// </summary>
public sealed class MillionTests(ITestOutputHelper output)
{
    private const int FirstPaintMost = 500;
    private const int NextPageMost = 150;

    private static readonly string? _report = Environment.GetEnvironmentVariable("MIBSP_MILLION_REPORT");
    private static readonly int _times = _report is null ? 1 : 20;

    private static readonly (string Who, string Path, string Sign)[] _pages =
    [
        ("admin", "/admin/dashboard", "overview"), ("admin", "/admin/complaints", "list-tools"), ("admin", "/admin/complaints/{case}", "timeline"),
        ("admin", "/admin/assignment", "rules"), ("admin", "/admin/officers", "table"), ("admin", "/admin/departments", "departments"),
        ("admin", "/admin/audit-logs", "entry"), ("admin", "/admin/audit-logs?act=KeysRotated", "Record"), ("admin", "/admin/jobs", "card__title"),
        ("admin", "/officer/metrics", "whose"), ("admin", "/admin/analytics", "analytics"), ("admin", "/admin/status", "parts-facts"), ("admin", "/officer/templates", "template"),
        ("auditor", "/admin/audit-logs", "entry"), ("auditor", "/admin/analytics", "analytics"),
        ("officer_water", "/officer/dashboard", "tiles--four"), ("officer_water", "/officer/complaint/{case}", "timeline"), ("officer_water", "/officer/metrics", "whose"),
        ("officer_water", "/officer/notices", "notices-do"), ("supervisor_water", "/officer/dashboard", "tiles--four"), ("supervisor_water", "/officer/metrics", "whose"),
        ("supervisor_water", "/officer/notices", "notices-do"), ("supervisor_water", "/officer/templates", "template"),
        ("integrity", "/officer/dashboard", "tiles--four"), ("integrity", "/officer/metrics", "whose"), ("integrity", "/officer/notices", "notices-do"),
        ("commissioner", "/officer/dashboard", "tiles--four"), ("commissioner", "/officer/metrics", "whose"),
    ];

    private static readonly string[] _lists =
    [
        "", "order=CaseNumber", "order=Deadline", "status=Closed", "status=Closed&order=Deadline", "status=Pending", "department=1", "department=3&status=Closed&order=CaseNumber",
        "service=7", "ward=5", "ward=5&kind=Misconduct&status=Closed", "kind=Retaliation", "delayed=true", "unassigned=true", "open=true&ward=2",
        "from=2025-03-01&until=2025-03-31", "from=2024-06-01&until=2025-06-30&order=CaseNumber", "from=2025-01-01&until=2025-02-28&order=Deadline&status=Closed", "number=2025-1",
    ];

    private static readonly string[] _queues = ["", "?sort=newest", "?status=any&sort=newest", "?status=any", "?show=unassigned", "?show=mine&sort=casenumber", "?status=closed", "?delayed=true", "?case=2025"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_is_drawn_soon_however_many_complaints_there_are()
    {
        using var portal = _report is null ? await PlantedAsync() : null;
        await using var host = Host(portal);
        var (people, slow) = (await PeopleAsync(host), new List<string>());
        using var http = new HttpClient();
        await OpenAsync(host, http, people["admin"], "/admin/complaints", "list-tools");
        await OpenAsync(host, http, people["officer_water"], "/officer/dashboard", "tiles--four");
        foreach (var (who, path, sign) in _pages)
        {
            var at = path.Replace("{case}", people[who].Case, StringComparison.Ordinal);
            slow.AddRange(await MeasureAsync($"{path} ({who})", FirstPaintMost, _times, _ => OpenAsync(host, http, people[who], at, sign)));
        }

        slow.AddRange(await WalkAsync(host, http, people));
        Tell($"Memory after all: {GC.GetTotalMemory(forceFullCollection: true) / 1e6:0} MB of heap, {Environment.WorkingSet / 1e6:0} MB of process");
        Assert.True(_report is null || slow.Count == 0, string.Join('\n', slow));
    }

    /// <summary>From page to page of each list, from the beginning and from the midst of it.</summary>
    private async Task<List<string>> WalkAsync(LoadHost host, HttpClient http, Dictionary<string, Person> people)
    {
        var slow = new List<string>();
        foreach (var query in _lists)
        {
            var order = query.Contains("Deadline", StringComparison.Ordinal) ? QueueOrder.Deadline : QueueOrder.Newest;
            slow.AddRange(await MeasureAsync($"next of /admin/complaints?{query}", NextPageMost, _times, i => OpenAsync(
                host, http, people["admin"], $"/admin/complaints?{query}{(query.Length > 0 ? "&" : "")}{PlaceOf(i, order)}", "list-tools")));
        }

        foreach (var (who, query) in from who in new[] { "officer_water", "supervisor_water", "integrity", "commissioner" } from query in _queues select (who, query))
        {
            var order = query.Contains("sort", StringComparison.Ordinal) ? QueueOrder.Newest : QueueOrder.Deadline;
            slow.AddRange(await MeasureAsync($"next of /officer/dashboard{query} ({who})", NextPageMost, _times, i => OpenAsync(
                host, http, people[who], $"/officer/dashboard{query}{(query.Length > 0 ? "&" : "?")}{PlaceOf(i, order)}", "tiles--four")));
        }

        return slow;
    }

    private static string PlaceOf(int i, QueueOrder order)
    {
        var on = new DateOnly(2026, 11, 1).AddDays(-(i * 41) % 900);
        var number = string.Create(CultureInfo.InvariantCulture, $"{on.Year}-{1 + (on.DayOfYear * 700):000000}");
        return $"{(i % 4 == 3 ? "before" : "after")}={new ListPlace(number, order is QueueOrder.Deadline ? on : null, IsBefore: false).Text}";
    }

    private async Task<List<string>> MeasureAsync(string name, int most, int times, Func<int, Task<(double First, double Drawn)>> open)
    {
        await open(0);
        var found = new List<(double First, double Drawn)>();
        for (var i = 1; i <= times; i++)
        {
            found.Add(await open(i));
        }

        var (first, drawn) = (found.Select(f => f.First).Order().ToList(), found.Select(f => f.Drawn).Order().ToList());
        var p95 = drawn[(int)Math.Ceiling(0.95 * drawn.Count) - 1];
        Tell(string.Create(CultureInfo.InvariantCulture, $"| {name} | {first[first.Count / 2]:0} | {drawn[drawn.Count / 2]:0} | {p95:0} | {(p95 > most ? $"over {most}" : "")} |"));
        return p95 > most ? [$"{name}: {p95:0} ms"] : [];
    }

    private static async Task<(double First, double Drawn)> OpenAsync(LoadHost host, HttpClient http, Person who, string path, string sign)
    {
        await using var page = new CircuitClient(host.Address, who.Cookie, sign);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        var begun = Stopwatch.GetTimestamp();
        try
        {
            await page.OpenAsync(http, path, limit.Token);
        }
        catch (OperationCanceledException) when (!Token.IsCancellationRequested)
        {
            throw new TimeoutException($"{path} was not drawn within 30 seconds. {page.Fault}");
        }

        var (first, drawn) = page.Times;
        await page.LeaveAsync(http, Token);
        return (Stopwatch.GetElapsedTime(begun, first).TotalMilliseconds, Stopwatch.GetElapsedTime(begun, drawn).TotalMilliseconds);
    }

    // Before the portal starts, which founds what nothing works without.
    private static async Task<TestPortal> PlantedAsync()
    {
        var portal = new TestPortal();
        await portal.Get<DemoPlanting>().PlantAsync(Token);
        await portal.Get<ComplaintSeeding>().PlantAsync(new SeedPlan(400), isTrial: true, null, Token);
        return portal;
    }

    private static LoadHost Host(TestPortal? portal) => portal is not null
        ? new LoadHost(portal.Provider, portal.ConnectionString, portal.Folder)
        : new LoadHost(
            Enum.Parse<DatabaseProvider>(Environment.GetEnvironmentVariable("MIBSP_MILLION_PROVIDER") ?? "Sqlite"),
            Environment.GetEnvironmentVariable("MIBSP_MILLION_CONNECTION")!, Environment.GetEnvironmentVariable("MIBSP_MILLION_FOLDER")!);

    private static async Task<Dictionary<string, Person>> PeopleAsync(LoadHost host)
    {
        var people = new Dictionary<string, Person>();
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<MibspDbContext>>().CreateDbContextAsync(Token);
        foreach (var name in _pages.Select(p => p.Who).Distinct())
        {
            var user = await db.Users.SingleAsync(u => u.UserName == name, Token);
            user.MustChangePassword = false;
            await db.SaveChangesAsync(Token);
            var actor = new Actor(user.Id, user.Role, user.DepartmentId);
            var rows = (await host.Services.GetRequiredService<ComplaintQueries>().ListAsync(new QueueFilter(OpenOnly: true), actor, Token)).Rows;
            people.Add(name, new Person(await host.CookieAsync(new Member(user.Id, name, user.DisplayName, actor)), rows.Count > 0 ? rows[^1].CaseNumber : ""));
        }

        return people;
    }

    private void Tell(string line)
    {
        output.WriteLine(line);
        if (_report is not null)
        {
            File.AppendAllLines(_report, [line]);
        }
    }

    private sealed record Person(string Cookie, string Case);
}
