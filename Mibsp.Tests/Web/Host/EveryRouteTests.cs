using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;
using Mibsp.Web.Options;

namespace Mibsp.Tests.Web.Host;

/// <summary>Every route the portal has, of ours and of the framework's, found by asking it: the same headers on each answer.</summary>
public sealed partial class EveryRouteTests(WebHost host) : IClassFixture<WebHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_answers_with_the_same_headers_whoever_asks()
    {
        var faults = new List<string>();
        var routes = Routes();
        Assert.Contains("/_blazor/negotiate", routes);
        Assert.Contains(routes, route => route.StartsWith("/_framework/", StringComparison.Ordinal));
        foreach (var role in new StaffRole?[] { null, StaffRole.Officer, StaffRole.Administrator })
        {
            var http = host.Browser();
            if (role is { } known)
            {
                await new StaffBrowser(http).SignInAsync((await host.Town.HireAsync(known)).UserName);
            }

            foreach (var route in role is null ? routes : routes.Where(IsPage))
            {
                foreach (var method in role is null && IsPage(route) ? [HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete] : new[] { HttpMethod.Get })
                {
                    using var answer = await http.SendAsync(new HttpRequestMessage(method, route), HttpCompletionOption.ResponseHeadersRead, Token);
                    faults.AddRange((await FaultsAsync(answer, route)).Select(fault => $"{method} {route} ({(int)answer.StatusCode}, {role}): {fault}"));
                }
            }
        }

        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("/no/such/page", 404)]
    [InlineData("/api/none", 404)]
    [InlineData("/_blazor", 400)]
    [InlineData("/error", 404)]
    public async Task Errors_have_them_too(string path, int status)
    {
        using var answer = await host.Browser().GetAsync(new Uri(path, UriKind.Relative), Token);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(await FaultsAsync(answer, path));
    }

    [Theory]
    [InlineData(413)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task And_so_have_failures(int status)
    {
        using var failing = host.WithWebHostBuilder(web => web.ConfigureTestServices(services
            => services.AddSingleton<IOptionsMonitor<CitizenOptions>>(new Failing(status))));

        using var answer = await failing.CreateClient().GetAsync(new Uri("/leave", UriKind.Relative), Token);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(await FaultsAsync(answer, "/leave"));
    }

    private static async Task<List<string>> FaultsAsync(HttpResponseMessage answer, string route)
    {
        var faults = new List<string>();
        var isStaffs = route.StartsWith("/officer", StringComparison.Ordinal) || route.StartsWith("/admin", StringComparison.Ordinal) || route.StartsWith("/auth", StringComparison.Ordinal);
        var policy = Header(answer, "Content-Security-Policy");
        Say(policy.StartsWith("default-src 'none'", StringComparison.Ordinal), $"policy {policy}");
        Say(policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal) || policy.EndsWith("sandbox", StringComparison.Ordinal), "may be framed");
        Say(!policy.Contains("unsafe-eval", StringComparison.Ordinal) && !policy.Contains("http", StringComparison.Ordinal) && !policy.Contains('*', StringComparison.Ordinal), "lets others in");
        Say(isStaffs || !policy.Contains("unsafe-inline", StringComparison.Ordinal), "lets inline in");
        Say(!policy.Replace("style-src-attr 'unsafe-inline'", "", StringComparison.Ordinal).Contains("unsafe-inline", StringComparison.Ordinal), "lets inline scripts in");
        Say(policy.Contains("require-trusted-types-for 'script'", StringComparison.Ordinal), "any script may write markup");
        Say(Header(answer, "X-Content-Type-Options") == "nosniff", "nosniff");
        Say(Header(answer, "X-Frame-Options") == "DENY", "X-Frame-Options");
        Say(Header(answer, "Referrer-Policy") == "no-referrer", "Referrer-Policy");
        Say(Header(answer, "Cross-Origin-Opener-Policy") == "same-origin", "COOP");
        Say(Header(answer, "Cross-Origin-Resource-Policy") == "same-origin", "CORP");
        Say(Header(answer, "Permissions-Policy").Contains("geolocation=()", StringComparison.Ordinal), "Permissions-Policy");
        Say(!answer.Headers.Contains("Server") && !answer.Headers.Contains("X-Powered-By"), "tells what it runs on");
        Say(answer.Headers.CacheControl is not null, "says nothing of keeping");
        if (answer.Content.Headers.ContentType?.MediaType is "text/html")
        {
            var html = await answer.Content.ReadAsStringAsync(Token);
            var mayBeKept = answer.Headers.CacheControl?.NoStore != true;
            Say(!mayBeKept || !html.Contains("<form", StringComparison.Ordinal), "a form that is kept");
            Say(!mayBeKept || !answer.Headers.Contains("Set-Cookie"), "a cookie that is kept");
            Say(mayBeKept || !answer.IsSuccessStatusCode || isStaffs || html.Contains("<form", StringComparison.Ordinal), "a page without a form that is not kept");
            Say(!Inline().IsMatch(html), $"inline: {Inline().Match(html).Value}");
        }

        return faults;

        void Say(bool holds, string otherwise)
        {
            if (!holds)
            {
                faults.Add(otherwise);
            }
        }
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(" | ", values) : "";

    private static bool IsPage(string route) => !route.StartsWith("/_", StringComparison.Ordinal) && !Path.HasExtension(route);

    private List<string> Routes() => [.. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Select(endpoint => "/" + Place().Replace(endpoint.RoutePattern.RawText!.Trim('/'), Filled))
        .Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string Filled(Match place) => place.Value switch
    {
        "{documentName}" => "v1",
        "{id:guid}" => "7d0c7a0a-0f0e-4b7e-9b80-6f2f6f1f0a11",
        "{CaseNumber}" or "{Number}" => "2026-000001",
        _ => "1",
    };

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Place();

    [GeneratedRegex("<style|<script(?![^>]*\\bsrc=)|<[^>]+\\s(style|on[a-z]+)\\s*=|(src|<link[^>]+href)=\"(https?:)?//", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    private sealed class Failing(int status) : IOptionsMonitor<CitizenOptions>
    {
        public CitizenOptions CurrentValue => throw (status switch
        {
            503 => new IOException("secret"),
            413 => new BadHttpRequestException("secret", StatusCodes.Status413PayloadTooLarge),
            _ => new InvalidOperationException("secret"),
        });

        public CitizenOptions Get(string? name) => new();

        public IDisposable? OnChange(Action<CitizenOptions, string?> listener) => null;
    }
}
