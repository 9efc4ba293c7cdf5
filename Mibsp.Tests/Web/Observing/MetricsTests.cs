using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Common;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Network;
using Mibsp.Tests.Support.Waiting;
using Mibsp.Web.Observing;
using Mibsp.Web.Observing.Parts;

namespace Mibsp.Tests.Web.Observing;

/// <summary>What the portal tells its operator about itself: only there, in a form that collectors read, and nothing about anybody.</summary>
public sealed partial class MetricsTests(WebHost host) : IClassFixture<WebHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/metrics/")]
    [InlineData("/Metrics")]
    public async Task The_public_server_knows_nothing_of_it_even_where_it_is_on(string path)
    {
        await using var portal = With(Ports.Free(), out _);

        using var answer = await portal.CreateClient().GetAsync(new Uri(path, UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    /// <summary>A process of its own on a real line: what a header, a path or an address can be made to say, said to the public's port.</summary>
    [Fact]
    public async Task No_way_of_asking_the_public_server_leads_to_it()
    {
        var port = Ports.Free();
        await using var portal = new PortalProcess(new() { ["Metrics__Port"] = $"{port}" }, nodes: 1);
        await portal.StartAsync(Token);
        Assert.Contains("mibsp_part_state{part=\"database\"} 0\n", await ReadAsync(new Uri($"http://localhost:{port}/metrics"), "mibsp_part_state{"), StringComparison.Ordinal);

        string[] headers =
        [
            "Host: localhost", $"Host: localhost:{port}", $"Host: 127.0.0.1:{port}", $"Host: localhost\r\nX-Forwarded-Host: localhost:{port}", $"Host: localhost\r\nX-Forwarded-Port: {port}",
            "Host: localhost\r\nX-Forwarded-For: 127.0.0.1\r\nX-Real-IP: 127.0.0.1", $"Host: localhost\r\nForwarded: for=127.0.0.1;host=\"localhost:{port}\"", "Host: localhost\r\nX-Forwarded-Prefix: /metrics",
        ];
        string[] targets = ["/metrics", "//metrics", "/metrics/", "/%6detrics", "/x/../metrics", "/metrics;x", "/METRICS?", $"http://localhost:{port}/metrics", "/health/parts", "/health//parts", $"http://127.0.0.1:{port}/health/parts"];
        foreach (var target in targets)
        {
            foreach (var header in headers)
            {
                // A header that names another host than the address does is refused as such.
                Assert.Contains(await AskAsync(portal.Nodes[0].Port, target, header), (string[])["404", "400"]);
            }
        }

        // Nor is an address swapped on the way in.
        foreach (var header in new[] { "X-Original-URL: /metrics", "X-Rewrite-URL: /metrics", "X-HTTP-Method-Override: GET" })
        {
            using var http = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, portal.Address);
            request.Headers.TryAddWithoutValidation(header.Split(": ")[0], header.Split(": ")[1]);
            using var answer = await http.SendAsync(request, Token);
            Assert.DoesNotContain("mibsp_", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_operators_port_tells_the_parts_and_nothing_else_and_listens_on_this_machine_only()
    {
        var port = Ports.Free();
        await using var portal = With(port, out var address);
        using var citizen = portal.CreateClient();
        await ReadAsync(address);
        using var http = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };

        using var answer = await http.GetAsync(new Uri("/health/parts", UriKind.Relative), Token);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));

        Assert.Equal(Enum.GetNames<Part>(), json.RootElement.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("part").GetString()));
        Assert.Equal(answer.IsSuccessStatusCode, json.RootElement.GetProperty("state").GetString() is not "Broken");
        Assert.Equal("Fine", json.RootElement.GetProperty("parts")[0].GetProperty("state").GetString());
        foreach (var path in new[] { "/", "/health", "/track", "/metrics/x", "/admin/status" })
        {
            using var nothing = await http.GetAsync(new Uri(path, UriKind.Relative), Token);
            Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
        }

        foreach (var outside in (await Dns.GetHostAddressesAsync(Dns.GetHostName(), AddressFamily.InterNetwork, Token)).Where(one => !IPAddress.IsLoopback(one)))
        {
            using var line = new TcpClient();
            await Assert.ThrowsAsync<SocketException>(() => line.ConnectAsync(outside, port, Token).AsTask());
        }
    }

    [Fact]
    public async Task It_is_told_on_a_port_of_its_own_in_the_text_format()
    {
        await using var portal = With(Ports.Free(), out var address);
        using var citizen = portal.CreateClient();

        var text = await ReadAsync(address);

        Assert.Empty(Faults(text));
        Assert.Contains("# TYPE mibsp_jobs_runs_total counter\n", text, StringComparison.Ordinal);
        Assert.Contains("dotnet_gc_collections_total{", text, StringComparison.Ordinal);
        Assert.Contains("\nmibsp_record_length ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_it_moves_when_a_citizen_files_and_no_label_names_anything()
    {
        await using var portal = With(Ports.Free(), out var address);
        var citizen = new CitizenBrowser(portal.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") }));
        var before = OfCitizens(await ReadAsync(address));

        await citizen.TellAsync(host.Town.Water);
        await citizen.SendAsync("next", []);
        await citizen.SendAsync("send", []);
        var after = await ReadAsync(address);

        Assert.Contains("data-testid=\"tracking-id\">", citizen.Page, StringComparison.Ordinal);
        Assert.Equal(before, OfCitizens(after));
        Assert.DoesNotMatch("[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}|MIB-|route|path|\\d{4}-\\d{6}", string.Join('\n', after.Split('\n').Where(l => !l.StartsWith('#')).Select(l => l.Split('}')[0])));
    }

    [Fact]
    public void What_citizens_did_is_told_on_the_next_day()
    {
        using var portal = new TestPortal();
        var counts = ActivatorUtilities.CreateInstance<DelayedCounts>(new Services(portal));
        counts.Add("complaint sent");
        counts.Add("complaint sent");
        portal.Clock.Advance(TimeSpan.FromHours(13));
        Assert.Empty(counts.Shown());

        portal.Clock.Advance(TimeSpan.FromHours(2));
        counts.Add("complaint sent");

        Assert.Equal(2, Assert.Single(counts.Shown()).Value);
    }

    [Fact]
    public void Open_pages_are_told_in_steps_and_labels_are_escaped()
    {
        using var portal = new TestPortal();
        using var meters = ActivatorUtilities.CreateInstance<PortalMeters>(new Services(portal), ActivatorUtilities.CreateInstance<DelayedCounts>(new Services(portal)));
        using var text = new PrometheusText();
        meters.JobRan("a \"job\"\\\n", failed: true);
        meters.CircuitOpened(isStaff: false);

        var told = text.Write();

        Assert.Empty(Faults(told));
        Assert.Contains("mibsp_jobs_runs_total{job=\"a \\\"job\\\"\\\\\\n\",result=\"failed\"} 1\n", told, StringComparison.Ordinal);
        Assert.Contains("\nmibsp_circuits 50\n", told, StringComparison.Ordinal);
    }

    /// <summary>What promtool's check of the format asks for: help and type once and before the samples, names and endings, no sample twice.</summary>
    private static List<string> Faults(string text)
    {
        var (faults, types, seen, family) = (new List<string>(), new Dictionary<string, string>(), new HashSet<string>(), "");
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                family = line.Split(' ')[2];
                faults.AddRange(types.ContainsKey(family) || line.Split(' ').Length < 4 ? [$"help: {line}"] : []);
            }
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var type = line.Split(' ')[3];
                faults.AddRange(line.Split(' ')[2] != family || !types.TryAdd(family, type) ? [$"type: {line}"] : []);
                faults.AddRange((type == "counter") != family.EndsWith("_total", StringComparison.Ordinal) ? [$"ending: {line}"] : []);
            }
            else if (Sample().Match(line) is not { Success: true } sample || sample.Groups[1].Value != family || !types.ContainsKey(family) || !seen.Add(sample.Groups[1].Value + sample.Groups[2].Value)
                || !double.TryParse(sample.Groups[3].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            {
                faults.Add($"sample: {line}");
            }
        }

        return faults;
    }

    // All but what the runtime, the schedule and the looks at the parts do by themselves.
    private static string OfCitizens(string text) => string.Join('\n', text.Split('\n').Where(l => l.StartsWith("mibsp_", StringComparison.Ordinal) && !l.StartsWith("mibsp_jobs", StringComparison.Ordinal) && !l.StartsWith("mibsp_part_state{", StringComparison.Ordinal)));

    private Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> With(int port, out Uri address)
    {
        address = new Uri($"http://localhost:{port}/metrics");
        return host.WithWebHostBuilder(web => web.UseSetting("Metrics:Port", $"{port}"));
    }

    /// <summary>The status of the answer, to a request as it stands.</summary>
    private static async Task<string> AskAsync(int port, string target, string headers)
    {
        using var line = new TcpClient();
        await line.ConnectAsync(IPAddress.Loopback, port, Token);
        await using var stream = line.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\n{headers}\r\nConnection: close\r\n\r\n"), Token);
        using var answer = new StreamReader(stream, Encoding.UTF8);
        var whole = await answer.ReadToEndAsync(Token);
        Assert.DoesNotContain("mibsp_", whole, StringComparison.Ordinal);
        Assert.DoesNotContain("\"part\"", whole, StringComparison.Ordinal);
        return whole.Split(' ')[1];
    }

    // The first run of a job brings the first figures of it.
    private static async Task<string> ReadAsync(Uri address, string until = "mibsp_jobs_runs_total{")
    {
        using var http = new HttpClient();
        var text = "";
        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                text = await http.GetStringAsync(address, Token);
                return text.Contains(until, StringComparison.Ordinal);
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return text;
    }

    [GeneratedRegex("""^([a-zA-Z_:][a-zA-Z0-9_:]*)((?:\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)*\})?) (\S+)$""")]
    private static partial Regex Sample();

    private sealed class Services(TestPortal portal) : IServiceProvider
    {
        public object? GetService(Type serviceType) => typeof(TestPortal).GetMethod(nameof(TestPortal.Get))!.MakeGenericMethod(serviceType).Invoke(portal, null);
    }
}
