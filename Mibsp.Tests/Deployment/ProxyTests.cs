using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Network;

namespace Mibsp.Tests.Deployment;

/// <summary>A real nginx with our configuration, before two small servers that say which they are and what they were sent.</summary>
public sealed class ProxyTests : IAsyncLifetime
{
    private const string Nginx = "/usr/sbin/nginx";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mibsp-nginx-");
    private readonly int _tls = Ports.Free();
    private readonly int[] _ports = [Ports.Free(), Ports.Free()];
    private readonly WebApplication?[] _nodes = new WebApplication?[2];
    private readonly HttpClient _browser = new(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        AllowAutoRedirect = false,
        UseCookies = false,
    });

    private Process? _nginx;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Nginx))
        {
            return;
        }

        var certificate = $"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=x -days 1 -keyout {_folder}/mibsp.key -out {_folder}/mibsp.crt";
        Assert.Equal(0, (await Called.RunAsync("bash", ["-c", certificate], [])).Code);
        var ours = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "infra", "nginx", "mibsp.conf"), Token);
        ours = ours.Replace("/etc/nginx/", $"{_folder}/", StringComparison.Ordinal).Replace("/var/log/nginx/", $"{_folder}/", StringComparison.Ordinal)
            .Replace("listen 443", $"listen 127.0.0.1:{_tls}", StringComparison.Ordinal).Replace("listen 80;", $"listen 127.0.0.1:{Ports.Free()};", StringComparison.Ordinal)
            .Replace("127.0.0.1:5001", $"127.0.0.1:{_ports[0]}", StringComparison.Ordinal).Replace("127.0.0.1:5002", $"127.0.0.1:{_ports[1]}", StringComparison.Ordinal);
        var temporary = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(kind => $"{kind}_temp_path {_folder}/temp_{kind};\n"));
        await File.WriteAllTextAsync($"{_folder}/nginx.conf", $"daemon off;\npid {_folder}/pid;\nerror_log {_folder}/main.log;\nevents {{ }}\nhttp {{\n{temporary}{ours}\n}}\n", Token);
        await StartNodeAsync(0);
        await StartNodeAsync(1);
        _nginx = Process.Start(new ProcessStartInfo(Nginx, ["-p", _folder.FullName, "-c", $"{_folder}/nginx.conf"]) { RedirectStandardError = true })!;
        await Until(async () => (await AskAsync("/")).Status is HttpStatusCode.OK);
    }

    public async ValueTask DisposeAsync()
    {
        if (_nginx is not null)
        {
            _nginx.Kill(entireProcessTree: true);
            await _nginx.WaitForExitAsync(CancellationToken.None);
            _nginx.Dispose();
        }

        await StopNodeAsync(0);
        await StopNodeAsync(1);
        _browser.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_circuit_stays_on_its_node_by_a_cookie_that_is_nobodys()
    {
        Assert.SkipUnless(_nginx is not null, "No nginx here.");
        var first = await AskAsync("/_blazor/negotiate", method: HttpMethod.Post);
        var node = first.Body[0];

        Assert.Equal($"mibsp_node={node}; Path=/_blazor; Secure; HttpOnly; SameSite=Strict", Assert.Single(first.Cookies));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(node, (await AskAsync("/_blazor/negotiate", $"mibsp_node={node}", HttpMethod.Post)).Body[0]);
        }

        Assert.Empty((await AskAsync("/submit")).Cookies);
        Assert.Contains("Max-Age=0", Assert.Single((await AskAsync("/leave")).Cookies), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_are_told_nothing_about_who_asks()
    {
        Assert.SkipUnless(_nginx is not null, "No nginx here.");

        var told = (await AskAsync("/track")).Body;

        Assert.DoesNotContain("Forwarded-For", told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Real-IP", told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Curious", told, StringComparison.Ordinal);
        Assert.Contains("X-Forwarded-Proto=https", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_is_gone_is_not_seen_and_when_all_are_a_sentence_is()
    {
        Assert.SkipUnless(_nginx is not null, "No nginx here.");
        await StopNodeAsync(1);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal((HttpStatusCode.OK, '1'), (await AskAsync("/", "mibsp_node=2")) is var read ? (read.Status, read.Body[0]) : default);
            Assert.Equal((HttpStatusCode.OK, '1'), (await AskAsync("/submit", method: HttpMethod.Post)) is var sent ? (sent.Status, sent.Body[0]) : default);
        }

        await StopNodeAsync(0);
        var away = await AskAsync("/submit");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.Status);
        Assert.Contains("Nothing that was taken before is lost.", away.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("nginx", away.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/metrics/")]
    [InlineData("/metrics?x=/")]
    [InlineData("//metrics")]
    [InlineData("/%6detrics")]
    [InlineData("/track/..%2fmetrics")]
    [InlineData("/health/parts")]
    [InlineData("/health//parts?all")]
    public async Task What_is_the_operators_is_nobody_elses(string path)
    {
        Assert.SkipUnless(_nginx is not null, "No nginx here.");

        var answer = await AskAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.DoesNotContain("Host=", answer.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("/health")).Status);
    }

    [Fact]
    public async Task Whatever_goes_wrong_no_file_names_a_visitor()
    {
        Assert.SkipUnless(_nginx is not null, "No nginx here.");
        await AskAsync("/" + new string('x', 40_000));
        using (var plain = new TcpClient())
        {
            // No handshake at all, and half of one.
            await plain.ConnectAsync(IPAddress.Loopback, _tls, Token);
            await plain.GetStream().WriteAsync("\x16\x03\x01\x00\x05hello"u8.ToArray(), Token);
        }

        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => AskAsync("/")));
        await StopNodeAsync(0);
        await StopNodeAsync(1);
        await AskAsync("/submit");

        foreach (var file in Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("nginx.conf", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain("client:", await File.ReadAllTextAsync(file, Token), StringComparison.Ordinal);
        }

        Assert.Empty(Directory.EnumerateFiles(_folder.FullName, "*access*"));
    }

    private async Task<(HttpStatusCode Status, string Body, string[] Cookies)> AskAsync(string path, string? cookie = null, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, $"https://127.0.0.1:{_tls}{path}");
        request.Headers.TryAddWithoutValidation("User-Agent", "Curious/1.0");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "192.0.2.1");
        if (cookie is not null)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        }

        try
        {
            using var answer = await _browser.SendAsync(request, Token);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token), answer.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : []);
        }
        catch (HttpRequestException)
        {
            return (0, "-", []);
        }
    }

    private async Task StartNodeAsync(int node)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{_ports[node]}");
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync($"{node + 1} {string.Join(' ', context.Request.Headers.Select(h => $"{h.Key}={h.Value}"))}"));
        await app.StartAsync(Token);
        _nodes[node] = app;
    }

    private async Task StopNodeAsync(int node)
    {
        if (_nodes[node] is { } app)
        {
            await app.DisposeAsync();
            _nodes[node] = null;
        }
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        var waited = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(20), "nginx did not start.");
        }
    }
}
