using System.Net;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Web.Host;

/// <summary>Changing one's own password, asked for or forced.</summary>
public sealed class PasswordPageTests(WebHost host) : IClassFixture<WebHost>
{
    private const string Page = "/auth/change-password";
    private const string Better = "Better-horse-9";

    [Fact]
    public async Task A_first_password_opens_nothing_but_the_page_that_changes_it()
    {
        var member = await host.Town.HireAsync(mustChangePassword: true);
        var browser = new StaffBrowser(host.Browser());

        using var signedIn = await browser.SignInAsync(member.UserName, returnUrl: "/officer/dashboard");
        Assert.Equal(Page, Path(signedIn));
        using var queue = await browser.GetAsync("/officer/dashboard");
        Assert.Equal(Page, Path(queue));
        using var evidence = await browser.GetAsync("/officer/evidence/7d0c7a0a-0f0e-4b7e-9b80-6f2f6f1f0a11");
        Assert.Equal(Page, Path(evidence));

        using var changed = await ChangeAsync(browser, A.Password, Better, Better);
        Assert.Equal("/officer/dashboard", Path(changed));
        using var open = await browser.GetAsync("/officer/dashboard");
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
    }

    [Fact]
    public async Task The_new_password_opens_and_the_old_one_does_not()
    {
        var member = await host.Town.HireAsync();
        var browser = await SignedInAsync(member);

        using var changed = await ChangeAsync(browser, A.Password, Better, Better);

        Assert.Equal("/auth/profile", Path(changed));
        using var old = await new StaffBrowser(host.Browser()).SignInAsync(member.UserName);
        Assert.Equal(HttpStatusCode.OK, old.StatusCode);
        using var better = await new StaffBrowser(host.Browser()).SignInAsync(member.UserName, Better);
        Assert.Equal(HttpStatusCode.Redirect, better.StatusCode);
    }

    [Theory]
    [InlineData("not-the-password-1", Better, Better, "This is not your current password.")]
    [InlineData(A.Password, "short-1", "short-1", "This password is too short.")]
    [InlineData(A.Password, A.Password, A.Password, "This is your old password.")]
    [InlineData(A.Password, Better, "Better-horse-8", "The two new passwords are not the same.")]
    public async Task What_is_wrong_is_said_and_nothing_changes(string current, string wanted, string repeated, string sentence)
    {
        var member = await host.Town.HireAsync();
        var browser = await SignedInAsync(member);

        using var answer = await ChangeAsync(browser, current, wanted, repeated);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(sentence, await StaffBrowser.TextAsync(answer), StringComparison.Ordinal);
        using var old = await new StaffBrowser(host.Browser()).SignInAsync(member.UserName);
        Assert.Equal(HttpStatusCode.Redirect, old.StatusCode);
    }

    [Fact]
    public async Task The_profile_says_who_one_is()
    {
        var member = await host.Town.HireAsync(name: "Asha Rao");
        var browser = await SignedInAsync(member);

        var profile = await browser.ReadAsync("/auth/profile?changed=x");

        Assert.Contains("Asha Rao", profile, StringComparison.Ordinal);
        Assert.Contains("Water Supply", profile, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> ChangeAsync(StaffBrowser browser, string current, string wanted, string repeated)
        => browser.SendAsync(Page, "change-password", ("Given.Current", current), ("Given.New", wanted), ("Given.Repeat", repeated));

    private static string Path(HttpResponseMessage answer) => new Uri(new Uri("https://localhost"), answer.Headers.Location!).AbsolutePath;

    private async Task<StaffBrowser> SignedInAsync(Member member)
    {
        var browser = new StaffBrowser(host.Browser());
        using var answer = await browser.SignInAsync(member.UserName);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }
}
