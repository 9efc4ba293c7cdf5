using System.Net;
using System.Text;
using Microsoft.Net.Http.Headers;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Web.Host;

/// <summary>The one cookie a citizen ever gets protects forms. It lasts as long as the browser is open and says nothing.</summary>
public sealed class CookieTests(WebHost host) : IClassFixture<WebHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> CitizenPages => ["/", "/how-it-works", "/privacy", "/about", "/contact", "/dashboard", "/submit", "/track", "/error", "/no-such-page", "/health", "/api/stats"];

    [Theory, MemberData(nameof(CitizenPages))]
    public async Task Only_a_page_with_a_form_sets_a_cookie_and_only_this_one(string path)
    {
        using var answer = await host.Browser().GetAsync(new Uri(path, UriKind.Relative), Token);

        var hasForm = (await answer.Content.ReadAsStringAsync(Token)).Contains("<form", StringComparison.Ordinal);
        var cookies = Cookies(answer);
        Assert.Equal(hasForm ? 1 : 0, cookies.Count);
        Assert.All(cookies, cookie =>
        {
            Assert.Equal("form", cookie.Name.Value);
            Assert.True(cookie.HttpOnly && cookie.Secure);
            Assert.Equal(SameSiteMode.Strict, cookie.SameSite);
            Assert.True(cookie.Expires is null && cookie.MaxAge is null && cookie.Domain.Value is null);
        });
    }

    [Fact]
    public async Task Two_visitors_cookies_have_nothing_in_common_but_the_key_they_are_sealed_with()
    {
        var bodies = new List<byte[]>();
        for (var visitor = 0; visitor < 2; visitor++)
        {
            using var answer = await host.Browser().GetAsync(new Uri("/track", UriKind.Relative), Token);
            bodies.Add(Convert.FromBase64String(Padded(Assert.Single(Cookies(answer)).Value.Value!)));
        }

        // Data protection: four fixed bytes and the id of the key, the same for everybody; then what is sealed.
        const int same = 20;
        Assert.Equal(bodies[0][..same], bodies[1][..same]);
        Assert.Equal(bodies[0].Length, bodies[1].Length);
        Assert.True(bodies[0][same..].Zip(bodies[1][same..]).Count(pair => pair.First == pair.Second) < 12);
        Assert.DoesNotContain("2026", Encoding.Latin1.GetString(bodies[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_journey_over_forms_meets_no_other_cookie()
    {
        var met = new List<SetCookieHeaderValue>();
        using var http = host.CreateDefaultClient(new Uri("https://localhost"), new Watching(met));
        var citizen = new CitizenBrowser(http);
        await citizen.TellAsync(host.Town.Water);
        await citizen.SendAsync("next", []);
        await citizen.SendAsync("send", []);
        var id = citizen.Page.Split("data-testid=\"tracking-id\">")[1].Split('<')[0];
        await citizen.OpenAsync("/track");
        await citizen.PostAsync("/track", ("TrackingId", id), ("go", "find"));
        await citizen.PostAsync("/track", ("Message", "One more thing."), ("go", "message"));
        Assert.Contains("One more thing.", citizen.Page, StringComparison.Ordinal);
        await citizen.OpenAsync("/dashboard");

        Assert.Equal(["form"], met.Select(cookie => cookie.Name.Value!).Distinct());
        Assert.All(met, cookie => Assert.True(cookie.Expires is null && cookie.MaxAge is null));
        Assert.Single(met);
    }

    private static List<SetCookieHeaderValue> Cookies(HttpResponseMessage answer)
        => answer.Headers.TryGetValues("Set-Cookie", out var values) ? [.. SetCookieHeaderValue.ParseList([.. values])] : [];

    private static string Padded(string url64) => url64.Replace('-', '+').Replace('_', '/').PadRight((url64.Length + 3) / 4 * 4, '=');

    /// <summary>Keeps cookies as a browser does, and a list of all that were set.</summary>
    private sealed class Watching(List<SetCookieHeaderValue> met) : DelegatingHandler
    {
        private readonly CookieContainer _jar = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_jar.GetCookieHeader(request.RequestUri!) is { Length: > 0 } kept)
            {
                request.Headers.Add("Cookie", kept);
            }

            var answer = await base.SendAsync(request, cancellationToken);
            foreach (var cookie in Cookies(answer))
            {
                met.Add(cookie);
                _jar.SetCookies(request.RequestUri!, $"{cookie.Name}={cookie.Value}; path=/; secure");
            }

            return answer;
        }
    }
}
