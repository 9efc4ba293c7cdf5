using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Browser;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Network;
using Mibsp.Tests.Support.Waiting;
using Mibsp.Web.Jobs;
using Mibsp.Web.Security.Discretion;
using Quartz;

namespace Mibsp.Tests.Web.Observing;

/// <summary>
/// The log of a day on which a citizen and an officer do all that they can, and things go wrong: one JSON object a line, nothing about anybody,
/// and of what a citizen does nothing at all. As it is shipped, and when an operator asks for everything there is.
/// </summary>
public sealed class LogTests : IAsyncDisposable
{
    private const string Agent = "MarkedAgent/4.2";
    private const string Address = "203.0.113.99";
    private const string Story = "The pipeline under the marked lilac tree leaks day and night, and the lilac clerk laughs at everybody who asks.";
    private const string Message = "The lilac puddle has grown again.";
    private const string Reason = "The lilac pipe still leaks in two places.";

    private readonly WebHost _host = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("Trace")]
    public async Task Each_line_is_one_object_and_none_tells_of_anybody(string? level)
    {
        await ((IAsyncLifetime)_host).InitializeAsync();
        await using var portal = With(level);
        var officer = await _host.Town.HireAsync();
        var console = portal.Services.GetServices<ILoggerProvider>().OfType<ConsoleLines>().Single();
        var late = portal.Services.GetRequiredService<LateLines>();
        await AwakeAsync(portal, console);

        var before = console.Lines.Count;
        var id = await CitizensDayAsync(portal, officer);
        late.Flush();
        Assert.Empty(console.Lines.Skip(before));
        await WrongInputAsync(portal);
        Assert.Empty(console.Lines.Skip(before));

        var filed = await OfficersDayAsync(portal, officer, id);
        await FailAsync(portal, id);
        late.Flush();

        Assert.Contains(console.Lines.Skip(before), line => line.Contains("SqliteException", StringComparison.Ordinal));
        Assert.All(console.Lines, IsOneObject);
        var marks = new[] { id.Reveal(), id.Reveal()[^4..], id.Symbols, "lilac", "marked", officer.UserName, officer.Name, officer.Id.ToString(), filed, Address, "127.0.0.1", Agent, "/track", "/officer/", "traceId", "RequestPath", "ConnectionId", "SpanId" };
        Assert.Empty(from line in console.Lines.Skip(before) from mark in marks where line.Contains(mark, StringComparison.Ordinal) select $"{mark}: {line}");
    }

    [Fact]
    public async Task So_it_is_on_the_console_of_a_process()
    {
        var operators = Ports.Free();
        await using var portal = new PortalProcess(new() { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Metrics__Port"] = $"{operators}" }, nodes: 1);
        await portal.StartAsync(Token);
        await JobsHaveRunAsync(operators);
        using (var http = new HttpClient(new BehindProxy()) { BaseAddress = new Uri(portal.Address) })
        {
            var citizen = new CitizenBrowser(http);
            await citizen.OpenAsync("/lilac");
            await citizen.OpenAsync("/track?lilac");
            await RunAsync($"Data Source={portal.Folder}/mibsp.db", "PRAGMA legacy_alter_table=ON; ALTER TABLE \"Complaints\" RENAME TO \"Away\"");
            await citizen.SendAsync("find", [("TrackingId", TrackingId.New().Reveal())]);
            await RunAsync($"Data Source={portal.Folder}/mibsp.db", "PRAGMA legacy_alter_table=ON; ALTER TABLE \"Away\" RENAME TO \"Complaints\"");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, citizen.Status);
        }

        await portal.StopAsync(Token);

        // Beside the log there is only the link for the first administrator, for whoever starts it.
        var lines = portal.Log.Where(line => line.Length > 0).ToList();
        Assert.Equal(3, lines.Count(line => line[0] is not '{'));
        Assert.Single(lines, line => line.Contains("/auth/setup?token=", StringComparison.Ordinal));
        Assert.All(lines.Where(line => line[0] is '{'), IsOneObject);
        Assert.Contains(lines, line => line.Contains("SqliteException", StringComparison.Ordinal));
        Assert.All(lines.Where(line => line.Contains("SqliteException", StringComparison.Ordinal)), line => Assert.Contains("(late; times: ", line, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("lilac", StringComparison.Ordinal) || line.Contains(Agent, StringComparison.Ordinal) || line.Contains("/track", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    /// <summary>Files with a picture, tracks, writes, adds a file, contests.</summary>
    private async Task<TrackingId> CitizensDayAsync(WebApplicationFactory<Program> portal, Member officer)
    {
        var citizen = Citizen(portal);
        await citizen.TellAsync(_host.Town.Water, Story);
        await citizen.SendAsync("next", [], ("lilac.png", SamplePictures.PngWithText));
        await citizen.SendAsync("send", []);
        Assert.True(TrackingId.TryParse(citizen.Page.Split("data-testid=\"tracking-id\">")[1].Split('<')[0], out var id));
        await citizen.SendAsync("noted", [("LastGroup", id.Reveal()[^4..])]);
        await citizen.TrackAsync(id);
        await citizen.SendAsync("message", [("Message", Message)]);
        Assert.Contains(Message, citizen.Page, StringComparison.Ordinal);
        await citizen.SendAsync("files", [], ("lilac-too.png", SamplePictures.PngWithText));
        await ProposeAsync(portal, officer, id);
        await citizen.TrackAsync(id);
        await citizen.SendAsync("contest", [("Reason", Reason)]);
        Assert.Contains("Reopened", citizen.Page, StringComparison.Ordinal);
        return id;
    }

    private static async Task ProposeAsync(WebApplicationFactory<Program> portal, Member officer, TrackingId id)
    {
        var town = new Town(portal.Services);
        var filed = new Filed((await portal.Services.GetRequiredService<TrackingQueries>().FindAsync(id, Token))!.Id, "", id);
        await town.TakeAsync(filed, officer);
        await town.ProposeAsync(filed, officer);
    }

    private static async Task WrongInputAsync(WebApplicationFactory<Program> portal)
    {
        var citizen = Citizen(portal);
        foreach (var typed in new[] { "lilac", "MIB-0000-0000-0000-0000-0000", new string('x', 5000) })
        {
            await citizen.OpenAsync("/track?lilac=1");
            await citizen.SendAsync("find", [("TrackingId", typed)]);
        }

        await citizen.OpenAsync("/submit");
        await citizen.SendAsync("next", [("Kind", "lilac")]);
        await citizen.OpenAsync("/lilac/no-such-page");
        Assert.Equal(HttpStatusCode.NotFound, citizen.Status);
        using var http = Browser(portal);
        using var form = new FormUrlEncodedContent([new("_handler", "find"), new("__RequestVerificationToken", "lilac"), new("TrackingId", "lilac")]);
        using var refused = await http.PostAsync(new Uri("/track", UriKind.Relative), form, Token);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    /// <summary>A wrong password, the right one, the queue, the case, its file; and a note that nobody else may read. Says the case's number.</summary>
    private static async Task<string> OfficersDayAsync(WebApplicationFactory<Program> portal, Member officer, TrackingId id)
    {
        var browser = new StaffBrowser(Browser(portal));
        using var wrong = await browser.SignInAsync(officer.UserName, "lilac-password");
        using var right = await browser.SignInAsync(officer.UserName);
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        var town = new Town(portal.Services);
        await using var db = await town.ContextAsync();
        var complaint = await db.Complaints.SingleAsync(c => c.TrackingHash == town.Get<Mibsp.Domain.Cryptography.TrackingKey>().Hash(id), Token);
        foreach (var path in new[] { "/officer/dashboard", $"/officer/complaint/{complaint.CaseNumber}", "/officer/complaint/2020-000001", $"/officer/evidence/{(await db.EvidenceFiles.FirstAsync(Token)).Id}", "/officer/evidence/lilac", "/admin/jobs" })
        {
            using var answer = await browser.GetAsync(path);
        }

        using var left = await browser.SendAsync("/auth/logout", "sign-out");
        return complaint.CaseNumber!;
    }

    /// <summary>A table is missing for a moment: an exception in the middle of a page, which says what was asked for.</summary>
    private static async Task FailAsync(WebApplicationFactory<Program> portal, TrackingId id)
    {
        var citizen = Citizen(portal);
        await citizen.OpenAsync("/track");
        await using var db = await new Town(portal.Services).ContextAsync();
        var connection = db.Database.GetConnectionString()!;
        await RunAsync(connection, "PRAGMA legacy_alter_table=ON; ALTER TABLE \"Complaints\" RENAME TO \"Away\"");
        await citizen.SendAsync("find", [("TrackingId", id.Reveal())]);
        await RunAsync(connection, "PRAGMA legacy_alter_table=ON; ALTER TABLE \"Away\" RENAME TO \"Complaints\"");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, citizen.Status);
    }

    private WebApplicationFactory<Program> With(string? level) => _host.WithWebHostBuilder(web =>
    {
        web.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider, ConsoleLines>());
        foreach (var category in level is null ? [] : (string[])["Default", "Mibsp", "Microsoft.AspNetCore", "Quartz", "Microsoft.EntityFrameworkCore", "Microsoft.Hosting.Lifetime"])
        {
            web.UseSetting($"Logging:LogLevel:{category}", level);
            web.UseSetting($"Logging:Console:LogLevel:{category}", level);
        }

        // Nor can settings make more of a line than it is.
        web.UseSetting("Logging:Console:FormatterOptions:IncludeScopes", "true");
        web.UseSetting("Logging:Console:FormatterOptions:JsonWriterOptions:Indented", "true");
    });

    private static CitizenBrowser Citizen(WebApplicationFactory<Program> portal) => new(Browser(portal));

    private static HttpClient Browser(WebApplicationFactory<Program> portal)
    {
        var http = portal.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") });
        http.DefaultRequestHeaders.UserAgent.ParseAdd(Agent);
        http.DefaultRequestHeaders.Add("X-Forwarded-For", Address);
        return http;
    }

    // What a start brings has been said, by its jobs as well.
    private static async Task AwakeAsync(WebApplicationFactory<Program> portal, ConsoleLines console)
    {
        var jobs = portal.Services.GetRequiredService<JobOverview>();
        await Eventually.HoldsAsync(async () => (await jobs.ReadAsync(Token)).All(job => (job.Runs > 0 && !job.IsRunning) || job.Name == DigestJob.Key.Name));
        await Eventually.HoldsAsync(() => console.Lines.Any(line => line.Contains("Application started", StringComparison.Ordinal)));
    }

    // What a job meets with is said at once, and is not what this is about.
    private static async Task JobsHaveRunAsync(int operators)
    {
        JobKey[] atStart = [SilentClosingJob.Key, RetentionJob.Key, SignInSweepJob.Key, FigureRecountJob.Key, EscalationJob.Key, ReleaseJob.Key, StagedEvidenceSweepJob.Key];
        using var http = new HttpClient();
        await Eventually.HoldsAsync(async () =>
        {
            var told = await http.GetStringAsync(new Uri($"http://localhost:{operators}/metrics"), Token);
            return atStart.All(job => told.Contains($"mibsp_jobs_runs_total{{job=\"{job.Name}\"", StringComparison.Ordinal));
        });
    }

    private static void IsOneObject(string line)
    {
        using var json = JsonDocument.Parse(line);
        Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
        Assert.Equal(["Timestamp", "EventId", "LogLevel", "Category", "Message"], json.RootElement.EnumerateObject().Select(p => p.Name).Where(name => name is not "State"));
    }

    private static async Task RunAsync(string database, string sql)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written here.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Token);
    }

    /// <summary>What nginx would pass on of an encrypted line, and a browser that keeps its cookies.</summary>
    private sealed class BehindProxy() : DelegatingHandler(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        private static readonly Uri _secure = new("https://localhost/");
        private readonly CookieContainer _cookies = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.UserAgent.ParseAdd(Agent);
            if (_cookies.GetCookieHeader(_secure) is { Length: > 0 } cookies)
            {
                request.Headers.Add("Cookie", cookies);
            }

            var answer = await base.SendAsync(request, cancellationToken);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                _cookies.SetCookies(_secure, cookie);
            }

            return answer;
        }
    }
}
