using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Microsoft.AspNetCore.WebUtilities;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Web.Hostile;

/// <summary>
/// Two thousand made-up inputs to every public form, page and API of a running portal: never a server's error, never slow,
/// never much memory, and a page with a heading for whoever reads it.
/// </summary>
public sealed partial class HostileInputTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Inputs = 2000;
    private const int AtOnce = 4;
    private const int MostMegabytes = 512;
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(2);

    // Demo complaints, so that known tracking IDs lead somewhere; no limit on the pace, which has tests of its own.
    private readonly PortalProcess _portal = new();
    private readonly ConcurrentDictionary<int, int> _answers = new();
    private HttpClient _http = new();
    private long _slowestTicks;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_wizard() => await FormAsync(
        await WalkAsync("/submit", "Kind=BribeDemanded", "DepartmentId=1&ServiceId=&WardId=", "KeepFrom=Nobody", $"Description={A.Description}", "go=next"),
        "/submit",
        ["Kind", "DepartmentId", "ServiceId", "WardId", "KeepFrom", "Description", "Day", "Month", "Year", "Amount", "FileNumber", "HowToCheck", "LastGroup", "Words", "draft", "work", "answer", "go", "_handler"]);

    [Fact]
    public async Task The_tracking_page() => await FormAsync(
        await WalkAsync("/track", "TrackingId=MIB-DEM0-ASK0-0000-0000-00B9", "go=message&Message=Hello", "go=contest"),
        "/track",
        ["TrackingId", "visit", "Message", "Reason", "Step", "Report", "Stars", "LastGroup", "Description", "Day", "Month", "Year", "work", "answer", "go", "_handler"],
        atOnce: 24); // Each answer waits for an even pace, whatever it is.

    [Fact]
    public async Task The_slip() => await FormAsync(await WalkAsync("/submit"), "/submit/slip", ["draft", "TrackingId", "id"]);

    [Fact]
    public async Task The_door_of_staff() => await FormAsync(await WalkAsync("/auth/login"), "/auth/login", ["Given.UserName", "Given.Password", "returnUrl", "_handler"]);

    [Fact]
    public async Task Pages_and_APIs()
    {
        string[] paths = ["/", "/how-it-works", "/privacy", "/about", "/contact", "/leave", "/submit", "/track", "/dashboard", "/health", "/openapi/v1.json", "/auth/login",
            "/api/stats", "/api/chart/monthly", "/api/chart/dept", "/api/chart/status", "/api/services/1"];
        var address = Gen.Select(Gen.OneOf(paths), HostileText.InAddress, HostileText.InAddress, Gen.Int[0, 3]).Select((path, name, value, way) => way switch
        {
            0 => $"{path}?{Uri.EscapeDataString(Whole(name))}={Uri.EscapeDataString(Whole(value))}",
            1 => $"/api/services/{Uri.EscapeDataString(Whole(value))}",
            2 => $"/api/chart/{Uri.EscapeDataString(Whole(name))}?months={Uri.EscapeDataString(Whole(value))}",
            _ => $"{path}/{Uri.EscapeDataString(Whole(value))}",
        });

        await Gen.Select(address, Gen.OneOf("GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"), HostileText.InAddress).SampleAsync(
            async (path, method, header) =>
            {
                await AskAsync(() =>
                {
                    var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_portal.Address + path));
                    request.Headers.TryAddWithoutValidation("Accept-Language", header);
                    request.Headers.TryAddWithoutValidation("If-None-Match", header);
                    request.Headers.TryAddWithoutValidation("Cookie", $"a={header}");
                    return request;
                });
            },
            iter: Inputs, threads: AtOnce);
    }

    public async ValueTask InitializeAsync()
    {
        await _portal.StartAsync(Token);
        _http.Dispose();
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        _http = new HttpClient(handler) { BaseAddress = new Uri(_portal.Address), Timeout = TimeSpan.FromSeconds(30) };

        // Answered once the demo town stands.
        using var ready = await _http.GetAsync(new Uri("/dashboard", UriKind.Relative), Token);
    }

    public async ValueTask DisposeAsync()
    {
        var peak = _portal.PeakMegabytes();
        output.WriteLine($"Slowest answer {TimeSpan.FromTicks(_slowestTicks).TotalMilliseconds:0} ms; peak memory {peak} MB; answers "
            + string.Join(", ", _answers.OrderBy(a => a.Key).Select(a => $"{a.Key}: {a.Value}")));
        _http.Dispose();
        await _portal.DisposeAsync();
        Assert.InRange(peak, 1, MostMegabytes);
    }

    /// <summary>Sends a form as it was served at one of its steps, with some fields replaced, doubled or left out; now and then without its token.</summary>
    private Task FormAsync(IReadOnlyList<Served> steps, string action, string[] names, int atOnce = AtOnce)
        => Gen.Select(HostileText.Fields(names), Gen.Int[0, 9], Gen.Bool, Gen.Int[0, steps.Count - 1]).SampleAsync(
            async (fields, luck, urlEncoded, step) =>
            {
                var kept = luck == 0 ? [] : steps[step].Hidden.Where(h => fields.All(f => f.Name != h.Key));
                var all = kept.Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
                await AskAsync(() => Post(action, urlEncoded ? new FormUrlEncodedContent(all) : Multipart(all), steps[step].Cookie));
            },
            iter: Inputs, threads: atOnce);

    /// <summary>Opens the page, and goes on with these fields; gives its form as it was at each step.</summary>
    private async Task<List<Served>> WalkAsync(string page, params string[] steps)
    {
        using var opened = await _http.GetAsync(new Uri(page, UriKind.Relative), Token);
        var served = new List<Served> { await ServedAsync(opened, opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0]) };
        foreach (var step in steps)
        {
            var fields = QueryHelpers.ParseQuery(step.Contains("go=", StringComparison.Ordinal) ? step : step + "&go=next").Select(f => KeyValuePair.Create(f.Key, f.Value.ToString()));
            using var request = Post(page, Multipart(served[^1].Hidden.Concat(fields)), served[^1].Cookie);
            using var answer = await _http.SendAsync(request, Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            served.Add(await ServedAsync(answer, served[^1].Cookie));
        }

        return served;
    }

    private static async Task<Served> ServedAsync(HttpResponseMessage answer, string cookie)
    {
        var html = await answer.Content.ReadAsStringAsync(Token);
        return new Served([.. Hidden().Matches(html.Split("</form>")[0]).Select(m => KeyValuePair.Create(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)))], cookie);
    }

    private static HttpRequestMessage Post(string action, HttpContent content, string cookie)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(action, UriKind.Relative)) { Content = content };
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return request;
    }

    /// <summary>A machine that is busy with something else may be slow once; the same question is slow twice only if it is the question.</summary>
    private async Task AskAsync(Func<HttpRequestMessage> request)
    {
        var (took, _) = await AnswerAsync(request);
        if (took >= _longest)
        {
            (took, var asked) = await AnswerAsync(request);
            Assert.True(took < _longest, string.Create(CultureInfo.InvariantCulture, $"{asked} took {took.TotalSeconds:0.0} s, twice"));
        }

        InterlockedMax(ref _slowestTicks, took.Ticks);
    }

    private async Task<(TimeSpan Took, string Asked)> AnswerAsync(Func<HttpRequestMessage> make)
    {
        using var request = make();
        var watch = Stopwatch.StartNew();
        using var answer = await _http.SendAsync(request, Token);
        var body = await answer.Content.ReadAsStringAsync(Token);
        var (took, asked) = (watch.Elapsed, $"{request.Method} {request.RequestUri}");
        _answers.AddOrUpdate((int)answer.StatusCode, 1, (_, count) => count + 1);
        Assert.True((int)answer.StatusCode < 500, $"{asked}: {(int)answer.StatusCode}\n{body}");
        if (answer.Content.Headers.ContentType?.MediaType is "text/html" && body.Length > 0)
        {
            Assert.Contains("<h1", body, StringComparison.Ordinal);
            Assert.DoesNotContain("   at Mibsp.", body, StringComparison.Ordinal);
        }

        return (took, asked);
    }

    private static MultipartFormDataContent Multipart(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            // The name stands in a header, where most letters may not.
            form.Add(new StringContent(value), NotInName().Replace(name, "_") is { Length: > 0 } clean ? clean : "_");
        }

        return form;
    }

    // Uri refuses halves of letters before they could be sent.
    private static string Whole(string text) => new([.. text.Where(letter => !char.IsSurrogate(letter))]);

    private static void InterlockedMax(ref long most, long value)
    {
        for (var seen = Volatile.Read(ref most); value > seen && Interlocked.CompareExchange(ref most, value, seen) != seen; seen = Volatile.Read(ref most))
        {
        }
    }

    private sealed record Served(List<KeyValuePair<string, string>> Hidden, string Cookie);

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)""")]
    private static partial Regex Hidden();

    [GeneratedRegex("[^A-Za-z0-9_.-]")]
    private static partial Regex NotInName();
}
