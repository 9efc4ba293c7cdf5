using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Mibsp.Domain.Departments;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Waiting;

namespace Mibsp.Tests.Web.Host;

/// <summary>The JSON API: its names, their order and its caching are a contract.</summary>
public sealed class ApiTests(WebHost host) : IClassFixture<WebHost>
{
    private readonly HttpClient _browser = host.Browser();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stats_have_these_names_in_this_order()
    {
        var stats = await ReadAsync("/api/stats");

        Assert.Equal(
            ["total", "pending", "under_review", "awaiting_citizen", "action_taken", "reopened", "closed", "delayed", "resolution_rate"],
            stats.EnumerateObject().Select(p => p.Name));
        Assert.Matches(@"^\d+\.\d\d$", stats.GetProperty("resolution_rate").GetRawText());
    }

    [Fact]
    public async Task The_monthly_chart_has_twelve_english_months_that_end_now()
    {
        using var german = new HttpRequestMessage(HttpMethod.Get, "/api/chart/monthly");
        german.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue("de"));
        var chart = await (await _browser.SendAsync(german, Token)).Content.ReadFromJsonAsync<JsonElement>(Token);

        var labels = Texts(chart, "labels");
        Assert.Equal(["labels", "data"], chart.EnumerateObject().Select(p => p.Name));
        Assert.Equal(12, labels.Length);
        Assert.Equal(12, chart.GetProperty("data").GetArrayLength());
        Assert.All(labels, label => Assert.Matches("^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) 20[0-9]{2}$", label));
    }

    [Fact]
    public async Task The_status_chart_has_the_six_statuses_in_words()
        => Assert.Equal(
            ["Pending", "Under Review", "Awaiting Citizen", "Action Taken", "Reopened", "Closed"], Texts(await ReadAsync("/api/chart/status"), "labels"));

    [Fact]
    public async Task The_department_chart_has_all_departments()
    {
        await host.Town.Get<DirectoryEditing>().SaveDepartmentAsync(null, "Parks", true, host.Town.Administrator, Token);

        await Eventually.HoldsAsync(async () => Texts(await ReadAsync("/api/chart/dept"), "labels").Contains("Parks"));
    }

    [Fact]
    public async Task Services_have_these_names_in_this_order()
    {
        // The tests' town came past the record, and is seen with the next act in it.
        await host.Town.Get<DirectoryEditing>().SaveDepartmentAsync(null, "Gardens", true, host.Town.Administrator, Token);
        await Eventually.HoldsAsync(async () => (await _browser.GetAsync($"/api/services/{host.Town.Water}", Token)).IsSuccessStatusCode);
        var services = await ReadAsync($"/api/services/{host.Town.Water}");

        var service = Assert.Single(services.EnumerateArray());
        Assert.Equal(["id", "name", "department_id", "description", "sla_days"], service.EnumerateObject().Select(p => p.Name));
        Assert.Equal(host.Town.Leakage, service.GetProperty("id").GetInt32());
        Assert.Equal(5, service.GetProperty("sla_days").GetInt32());
    }

    [Theory]
    [InlineData("GET", "/api/services/999", 404)]
    [InlineData("GET", "/api/services/-1", 404)]
    [InlineData("GET", "/api/services/abc", 404)]
    [InlineData("GET", "/api/services/99999999999999999999", 404)]
    [InlineData("GET", "/api/services", 404)]
    [InlineData("GET", "/api", 404)]
    [InlineData("GET", "/api/nothing", 404)]
    [InlineData("POST", "/api/stats", 405)]
    [InlineData("DELETE", "/api/services/1", 405)]
    public async Task What_is_not_there_is_a_problem_for_programs(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Accept.ParseAdd("text/html");
        var answer = await _browser.SendAsync(request, Token);

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Known_content_is_not_sent_again_until_it_changes()
    {
        var first = await _browser.GetAsync("/api/stats", Token);
        var tag = first.Headers.ETag!;
        Assert.False(tag.IsWeak);
        Assert.True(first.Headers.CacheControl is { Public: true, MaxAge.TotalSeconds: <= 1 });
        Assert.Equal(HttpStatusCode.NotModified, (await AskAsync(tag)).StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, (await AskAsync(new EntityTagHeaderValue(tag.Tag, isWeak: true))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(new EntityTagHeaderValue("\"another\""))).StatusCode);

        await host.Town.FileAsync();

        await Eventually.HoldsAsync(async () => (await AskAsync(tag)).StatusCode is HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_complaint_counts_within_two_seconds()
    {
        var before = (await ReadAsync("/api/stats")).GetProperty("total").GetInt32();
        await host.Town.FileAsync();

        await Eventually.HoldsAsync(async () => (await ReadAsync("/api/stats")).GetProperty("total").GetInt32() > before, TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData("/health", "connected"), InlineData("/health/ready", "connected"), InlineData("/health/live", "not asked")]
    public async Task Health_says_how_it_is(string path, string database)
    {
        var health = await ReadAsync(path);

        Assert.Equal(["status", "database", "timestamp"], health.EnumerateObject().Select(p => p.Name));
        Assert.Equal("healthy", health.GetProperty("status").GetString());
        Assert.Equal(database, health.GetProperty("database").GetString());
        Assert.True(health.GetProperty("timestamp").TryGetDateTimeOffset(out _));
    }

    [Fact]
    public async Task The_document_describes_all_of_it_once()
    {
        var paths = (await ReadAsync("/openapi/v1.json")).GetProperty("paths").EnumerateObject().ToDictionary(p => p.Name, p => p.Value);
        var names = paths.Values.SelectMany(p => p.EnumerateObject()).Select(o => o.Value.GetProperty("operationId").GetString()).ToList();

        Assert.Equal(
            [
                "/api/chart/dept", "/api/chart/monthly", "/api/chart/status", "/api/services/{departmentId}", "/api/stats",
                "/health", "/health/live", "/health/ready",
            ],
            paths.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(names.Distinct(), names);
    }

    private async Task<JsonElement> ReadAsync(string path)
    {
        var answer = await _browser.GetAsync(path, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    private async Task<HttpResponseMessage> AskAsync(EntityTagHeaderValue known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/stats");
        request.Headers.IfNoneMatch.Add(known);
        return await _browser.SendAsync(request, Token);
    }

    private static string[] Texts(JsonElement chart, string name) => [.. chart.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];
}
