using System.Net;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Web.Host;

/// <summary>What stands between the street and the staff pages.</summary>
public sealed class StaffDoorTests(WebHost host) : IClassFixture<WebHost>
{
    private const string Wrong = "The user name or the password is not right.";
    private const string LockedOut = "There were too many wrong tries.";

    private StaffBrowser Browser => new(host.Browser());

    [Theory]
    [InlineData("/officer/dashboard")]
    [InlineData("/officer/complaint/2026-000001")]
    [InlineData("/officer/evidence/7d0c7a0a-0f0e-4b7e-9b80-6f2f6f1f0a11")]
    [InlineData("/auth/profile")]
    [InlineData("/auth/change-password")]
    public async Task A_stranger_is_sent_to_the_sign_in_page(string path)
    {
        using var answer = await Browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"/auth/login?returnUrl={Uri.EscapeDataString(path)}", new Uri(new Uri("https://localhost"), answer.Headers.Location!).PathAndQuery);
    }

    [Theory]
    [InlineData(StaffRole.Officer, "/officer/dashboard")]
    [InlineData(StaffRole.Supervisor, "/officer/dashboard")]
    [InlineData(StaffRole.Administrator, "/admin/dashboard")]
    [InlineData(StaffRole.Auditor, "/admin/audit-logs")]
    public async Task Everybody_lands_where_their_work_is(StaffRole role, string landing)
    {
        var member = await host.Town.HireAsync(role);

        using var answer = await Browser.SignInAsync(member.UserName);

        Assert.Equal(landing, Landed(answer));
    }

    [Fact]
    public async Task Signing_in_opens_the_page_that_was_asked_for_and_is_entered_in_the_record()
    {
        var member = await host.Town.HireAsync();
        var browser = Browser;

        using var answer = await browser.SignInAsync(member.UserName, returnUrl: "/officer/complaint/2026-000001");

        Assert.Equal("/officer/complaint/2026-000001", Landed(answer));
        using var queue = await browser.GetAsync("/officer/dashboard");
        Assert.Equal(HttpStatusCode.OK, queue.StatusCode);
        Assert.Equal([AuditAct.SignedIn], await ActsOfAsync(member));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/auth/logout")]
    public async Task An_address_elsewhere_is_not_followed(string elsewhere)
    {
        var member = await host.Town.HireAsync();

        using var answer = await Browser.SignInAsync(member.UserName, returnUrl: elsewhere);

        Assert.Equal("/officer/dashboard", Landed(answer));
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_name_and_a_disabled_account_are_told_the_same()
    {
        var (member, disabled) = (await host.Town.HireAsync(), await host.Town.HireAsync());
        Town.Done(await host.Town.Get<StaffAccounts>().SetDisabledAsync(disabled.Id, true, host.Town.Administrator, TestContext.Current.CancellationToken));

        string[] pages =
        [
            await FailAsync(member.UserName, "not-the-password-1"),
            await FailAsync("nobody-of-that-name", "not-the-password-1"),
            await FailAsync(disabled.UserName, A.Password),
        ];

        Assert.All(pages, page => Assert.Contains(Wrong, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Five_wrong_tries_lock_the_account_even_for_the_right_password()
    {
        var member = await host.Town.HireAsync();
        for (var i = 0; i < 4; i++)
        {
            Assert.Contains(Wrong, await FailAsync(member.UserName, "not-the-password-1"), StringComparison.Ordinal);
        }

        Assert.Contains(LockedOut, await FailAsync(member.UserName, "not-the-password-1"), StringComparison.Ordinal);
        Assert.Contains(LockedOut, await FailAsync(member.UserName, A.Password), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tries_all_at_once_are_no_way_around_the_limit()
    {
        var member = await host.Town.HireAsync();

        var pages = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => FailAsync(member.UserName, "not-the-password-1")));

        Assert.InRange(pages.Count(page => page.Contains(Wrong, StringComparison.Ordinal)), 0, 4);
        Assert.Contains(LockedOut, await FailAsync(member.UserName, A.Password), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_nobody_has_locks_like_one_that_somebody_has()
    {
        for (var i = 0; i < 4; i++)
        {
            Assert.Contains(Wrong, await FailAsync("nobody-at-all", "not-the-password-1"), StringComparison.Ordinal);
        }

        Assert.Contains(LockedOut, await FailAsync("NOBODY-at-all", "not-the-password-1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Four_wrong_tries_are_forgotten_with_the_right_one()
    {
        var member = await host.Town.HireAsync();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                Assert.Contains(Wrong, await FailAsync(member.UserName, "not-the-password-1"), StringComparison.Ordinal);
            }

            using var answer = await Browser.SignInAsync(member.UserName);
            Assert.Equal("/officer/dashboard", Landed(answer));
        }
    }

    [Theory]
    [InlineData(StaffRole.Administrator, "/officer/dashboard")]
    [InlineData(StaffRole.Auditor, "/officer/dashboard")]
    [InlineData(StaffRole.Auditor, "/officer/evidence/7d0c7a0a-0f0e-4b7e-9b80-6f2f6f1f0a11")]
    public async Task Another_role_is_turned_away(StaffRole role, string path)
    {
        var browser = Browser;
        using var _ = await browser.SignInAsync((await host.Town.HireAsync(role)).UserName);

        using var answer = await browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Signing_out_asks_first_and_then_closes_the_door()
    {
        var browser = Browser;
        using var signedIn = await browser.SignInAsync((await host.Town.HireAsync()).UserName);
        Assert.Contains("Sign out?", await browser.ReadAsync("/auth/logout"), StringComparison.Ordinal);
        using var stillIn = await browser.GetAsync("/officer/dashboard");
        Assert.Equal(HttpStatusCode.OK, stillIn.StatusCode);

        using var answer = await browser.SendAsync("/auth/logout", "sign-out");

        Assert.Equal("/auth/login", Landed(answer));
        using var queue = await browser.GetAsync("/officer/dashboard");
        Assert.Equal(HttpStatusCode.Redirect, queue.StatusCode);
    }

    [Theory]
    [InlineData("/auth/login?signedOut=x")]
    [InlineData("/auth/login?returnUrl=%00")]
    public async Task Nonsense_in_the_address_is_no_error(string path)
    {
        using var answer = await Browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static string Landed(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var address = new Uri(new Uri("https://localhost"), answer.Headers.Location!);
        Assert.Equal("localhost", address.Host);
        return address.AbsolutePath;
    }

    private async Task<string> FailAsync(string userName, string password)
    {
        using var answer = await Browser.SignInAsync(userName, password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await StaffBrowser.TextAsync(answer);
    }

    private async Task<List<AuditAct>> ActsOfAsync(Member member)
    {
        await using var db = await host.Town.ContextAsync();
        return await db.AuditDetails.Where(d => d.UserId == member.Id).Join(db.AuditEntries, d => d.Sequence, e => e.Sequence, (_, e) => e.Act)
            .ToListAsync(TestContext.Current.CancellationToken);
    }
}
