using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Web.SignIn;

/// <summary>Where somebody is signed in, and what a copied cookie is worth after that has ended.</summary>
public sealed class SessionTests(WebHost host) : IClassFixture<WebHost>
{
    private const string Queue = "/officer/dashboard";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stolen_cookie_stops_when_its_session_is_ended_from_elsewhere()
    {
        var member = await host.Town.HireAsync();
        var (cookie, _) = await SignInAsync(member);
        var (_, mine) = await SignInAsync(member);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(cookie));
        var other = (await host.Town.Get<SessionKeeping>().ListAsync(member.Id, Token))[1];

        using var ended = await mine.SendAsync("/auth/profile", "end-session", ("Ending", $"{other.Id}"));

        Assert.Equal("/auth/profile?ended=one#sessions", ended.Headers.Location!.OriginalString.Replace("https://localhost", "", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(cookie));
        using var still = await mine.GetAsync(Queue);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task All_others_are_ended_at_once_and_listed_no_more()
    {
        var member = await host.Town.HireAsync();
        var cookies = new[] { (await SignInAsync(member)).Cookie, (await SignInAsync(member)).Cookie };
        var (_, mine) = await SignInAsync(member);
        Assert.Equal(3, Count(await mine.ReadAsync("/auth/profile"), "data-testid=\"session\""));

        using var ended = await mine.SendAsync("/auth/profile", "end-session", ("Ending", "others"));

        Assert.All(await Task.WhenAll(cookies.Select(StatusAsync)), status => Assert.Equal(HttpStatusCode.Redirect, status));
        var profile = await mine.ReadAsync("/auth/profile?ended=others");
        Assert.Equal(1, Count(profile, "data-testid=\"session\""));
        Assert.Contains("All other sessions were ended.", profile, StringComparison.Ordinal);
        Assert.Contains("You are signed in nowhere else.", profile, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_somebody_else()
    {
        var (victim, other) = (await host.Town.HireAsync(), await host.Town.HireAsync());
        var (cookie, _) = await SignInAsync(victim);
        var (_, browser) = await SignInAsync(other);
        var id = Assert.Single(await host.Town.Get<SessionKeeping>().ListAsync(victim.Id, Token)).Id;

        foreach (var what in new[] { $"{id}", "others", "nonsense", "" })
        {
            using var _ = await browser.SendAsync("/auth/profile", "end-session", ("Ending", what));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(cookie));
    }

    [Fact]
    public async Task A_copied_cookie_stops_at_sign_out_and_when_the_password_is_changed()
    {
        var member = await host.Town.HireAsync();
        var (signedOut, leaving) = await SignInAsync(member);
        using (await leaving.SendAsync("/auth/logout", "sign-out"))
        {
            Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(signedOut));
        }

        var ((copy, mine), (elsewhere, _)) = (await SignInAsync(member), await SignInAsync(member));
        using var changed = await mine.SendAsync("/auth/change-password", "change-password", ("Given.Current", A.Password), ("Given.New", "copper basket window"), ("Given.Repeat", "copper basket window"));

        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(copy));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(elsewhere));
        using var still = await mine.GetAsync(Queue);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        Assert.Single(await host.Town.Get<SessionKeeping>().ListAsync(member.Id, Token));
    }

    [Fact]
    public async Task A_disabled_or_reset_account_is_out_with_the_next_request()
    {
        var (disabled, reset) = (await host.Town.HireAsync(), await host.Town.HireAsync());
        var cookies = new[] { (await SignInAsync(disabled)).Cookie, (await SignInAsync(reset)).Cookie };

        Town.Done(await host.Town.Get<StaffAccounts>().SetDisabledAsync(disabled.Id, true, host.Town.Administrator, Token));
        Town.Done(await host.Town.Get<StaffAccounts>().ResetPasswordAsync(reset.Id, "copper basket window", host.Town.Administrator, Token));

        Assert.All(await Task.WhenAll(cookies.Select(StatusAsync)), status => Assert.Equal(HttpStatusCode.Redirect, status));
    }

    [Fact]
    public async Task The_profile_shows_sign_ins_and_failed_tries_with_the_device_and_no_address()
    {
        var member = await host.Town.HireAsync();
        using (await new StaffBrowser(Http()).SignInAsync(member.UserName, "not-the-password-1"))
        {
            var (_, browser) = await SignInAsync(member);

            var profile = WebUtility.HtmlDecode(await browser.ReadAsync("/auth/profile"));

            Assert.Equal(2, Count(profile, "data-testid=\"sign-in\""));
            Assert.Equal(1, Count(profile, "Failed"));
            Assert.Contains("Firefox on Linux", profile, StringComparison.Ordinal);
            Assert.Contains("This browser", profile, StringComparison.Ordinal);
        }
    }

    private static int Count(string text, string what) => text.Split(what).Length - 1;

    private HttpClient Http(bool handleCookies = true)
    {
        var http = host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = handleCookies, BaseAddress = new Uri("https://localhost") });
        http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        return http;
    }

    /// <summary>Somebody signed in, and a copy of the cookie.</summary>
    private async Task<(string Cookie, StaffBrowser Browser)> SignInAsync(Member member)
    {
        var browser = new StaffBrowser(Http());
        using var answer = await browser.SignInAsync(member.UserName);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return (answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("staff=", StringComparison.Ordinal)).Split(';')[0], browser);
    }

    /// <summary>What a thief with this cookie is answered.</summary>
    private async Task<HttpStatusCode> StatusAsync(string cookie)
    {
        using var thief = Http(handleCookies: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, Queue) { Headers = { { "Cookie", cookie } } };
        using var answer = await thief.SendAsync(request, Token);
        return answer.StatusCode;
    }
}
