using System.Net;
using System.Text.RegularExpressions;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Web.Host;

public sealed partial class HeadersTests(WebHost host) : IClassFixture<WebHost>
{
    public static TheoryData<string> InfoPages => ["/", "/how-it-works", "/privacy", "/about", "/contact"];

    [Theory, MemberData(nameof(InfoPages))]
    public async Task An_information_page_sets_no_cookie_and_may_be_kept_briefly(string page)
    {
        using var answer = await GetAsync(page);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal("max-age=60, private", answer.Headers.CacheControl?.ToString());
    }

    [Theory, MemberData(nameof(InfoPages)), InlineData("/no-such-page"), InlineData("/leave"), InlineData("/officer/none")]
    public async Task Every_answer_tells_the_browser_to_trust_nothing_else(string page)
    {
        using var answer = await GetAsync(page);

        var policy = Header(answer, "Content-Security-Policy");
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("base-uri 'self'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.Contains("geolocation=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/", false)]
    [InlineData("/officerly", false)]
    [InlineData("/officer/dashboard", true)]
    [InlineData("/admin/none", true)]
    [InlineData("/auth/none", true)]
    public async Task Only_staff_pages_may_have_style_attributes(string page, bool allowed)
    {
        using var answer = await GetAsync(page);

        Assert.Equal(allowed, Header(answer, "Content-Security-Policy").Contains("style-src-attr 'unsafe-inline'", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(InfoPages)), InlineData("/no-such-page")]
    public async Task Nothing_is_inline_and_nothing_comes_from_elsewhere(string page)
    {
        using var answer = await GetAsync(page);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain("<style", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(InlineScript(), html);
        Assert.DoesNotMatch(InlineAttribute(), html);
        Assert.DoesNotMatch(ForeignResource(), html);
        // The history of a borrowed phone says no more than this.
        Assert.Contains("<title>Information</title>", html, StringComparison.Ordinal);
        // A page that only informs needs no circuit.
        Assert.DoesNotContain("blazor.web", html, StringComparison.Ordinal);
        Assert.DoesNotContain("components-reconnect-modal", html, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(InfoPages))]
    public async Task The_way_out_is_on_every_page_and_works_as_a_plain_link(string page)
    {
        using var answer = await GetAsync(page);

        Assert.Matches("<a [^>]*href=\"/leave\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Leaving_goes_to_a_neutral_site_and_empties_what_was_kept()
    {
        using var answer = await GetAsync("/leave");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("https://www.wikipedia.org/", answer.Headers.Location?.ToString());
        Assert.Equal("\"cache\", \"storage\"", Header(answer, "Clear-Site-Data"));
        Assert.True(answer.Headers.CacheControl?.NoStore);
        // Nothing is set but the end of the one cookie there may be.
        Assert.StartsWith("form=; expires=Thu, 01 Jan 1970", Header(answer, "Set-Cookie"), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> GetAsync(string page)
        => await host.Browser().GetAsync(new Uri(page, UriKind.Relative), TestContext.Current.CancellationToken);

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    [GeneratedRegex("<script(?![^>]*\\bsrc=)", RegexOptions.IgnoreCase)]
    private static partial Regex InlineScript();

    [GeneratedRegex("<[^>]+\\s(style|on[a-z]+)\\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex InlineAttribute();

    [GeneratedRegex("(src|<link[^>]+href)=\"(https?:)?//", RegexOptions.IgnoreCase)]
    private static partial Regex ForeignResource();
}
