using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Waiting;
using Mibsp.Web.Live;
using Mibsp.Web.Security;

namespace Mibsp.Tests.Web.Live;

/// <summary>Pages that are drawn once for everybody: nothing of whoever asked is in them, and they are as new as if they were not.</summary>
public sealed partial class ReadyPagesTests(WebHost host) : IClassFixture<WebHost>
{
    private const string Marked = "Zz-marked-visitor-7";

    public static TheoryData<string> Pages => ["/", "/how-it-works", "/privacy", "/about", "/contact", "/dashboard"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Only_what_has_no_form_is_drawn_for_all()
    {
        var pages = typeof(Program).Assembly.GetTypes().Where(t => t.GetCustomAttribute<SameForAllAttribute>() is not null).ToList();

        Assert.Equal(Pages.Select(p => p.Data).Order(), pages.Select(p => p.GetCustomAttribute<RouteAttribute>()!.Template).Order());
        Assert.All(pages, page => Assert.NotNull(page.GetCustomAttribute<FormlessAttribute>()));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Nothing_of_a_visitor_is_in_what_the_next_one_reads(string page)
    {
        using var browser = host.Browser();
        using var first = new HttpRequestMessage(HttpMethod.Get, $"https://{Marked}.example.org{page}");
        first.Headers.Add("Cookie", $"form={Marked}; session={Marked}");
        first.Headers.Add("User-Agent", Marked);
        first.Headers.Add("Accept-Language", "hi");
        first.Headers.Add("X-Forwarded-For", "203.0.113.77");
        first.Headers.Add("X-Forwarded-Host", Marked);
        using var theirs = await browser.SendAsync(first, Token);
        using var mine = await browser.GetAsync(page, Token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (theirs.StatusCode, mine.StatusCode));
        var html = await mine.Content.ReadAsStringAsync(Token);
        Assert.DoesNotContain(Marked, html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("203.0.113.77", html, StringComparison.Ordinal);
        Assert.DoesNotContain("__RequestVerificationToken", html, StringComparison.Ordinal);
        Assert.False(theirs.Headers.Contains("Set-Cookie") || mine.Headers.Contains("Set-Cookie"));
        Assert.Equal(mine.Content.Headers.ContentLength, html.Length + Wide(html));
        Assert.Equal("text/html; charset=utf-8", mine.Content.Headers.ContentType?.ToString());
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task It_is_the_page_that_would_be_drawn_for_oneself(string page)
    {
        using var browser = host.Browser();

        var ready = await browser.GetStringAsync(page, Token);
        var own = await browser.GetStringAsync(page + "?for=me", Token);

        Assert.Equal(Plain(own).Replace("?for=me", "", StringComparison.Ordinal), Plain(ready));
        Assert.Contains("<main id=\"main\"", ready, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_ask_at_once_get_the_very_same_bytes()
    {
        using var browser = host.Browser();

        var drawn = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => browser.GetStringAsync("/dashboard", Token)));

        // Each drawing is sealed anew, so that two drawings are never the same. A second may have passed in between.
        Assert.InRange(drawn.Distinct().Count(), 1, 3);
    }

    [Fact]
    public async Task A_complaint_that_was_filed_is_on_the_next_page()
    {
        using var browser = host.Browser();
        var figures = host.Services.GetRequiredService<PublicFigures>();
        await browser.GetStringAsync("/dashboard", Token);
        var before = figures.Now;

        await host.Town.FileAsync();
        await Eventually.HoldsAsync(() => figures.Now.Version > before.Version);

        Assert.Contains($"<span class=\"tile__value\">{before.Figures.Total + 1}</span>", await browser.GetStringAsync("/dashboard", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_it_is_not_the_very_address_the_page_is_drawn_for_whoever_asks()
    {
        using var browser = host.Browser();

        foreach (var address in new[] { "/?a=1", "/dashboard/", "/DASHBOARD" })
        {
            using var answer = await browser.GetAsync(address, Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("<main id=\"main\"", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
    }

    private static int Wide(string html) => System.Text.Encoding.UTF8.GetByteCount(html) - html.Length;

    // What is sealed, and numbered at random, is another thing each time.
    private static string Plain(string html) => Sealed().Replace(html, "");

    [GeneratedRegex("<!--Blazor[^>]*-->")]
    private static partial Regex Sealed();
}
