using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.SignIn;

namespace Mibsp.Tests.Web.SignIn;

/// <summary>Authenticator app and recovery codes, all by plain forms.</summary>
public sealed partial class SecondFactorTests(WebHost host) : IClassFixture<WebHost>
{
    private const string Page = "/auth/second-factor";
    private const string Step = "/auth/second-step";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_on_only_after_a_right_code_and_then_asked_for()
    {
        var member = await host.Town.HireAsync();
        var browser = await SignedInAsync(member);
        var key = await KeyAsync(browser);
        Assert.Equal(key, await KeyAsync(browser));
        using (var wrong = await browser.SendAsync(Page, "turn-on", ("Code", "000000")))
        {
            Assert.Contains("This code is not right", await StaffBrowser.TextAsync(wrong), StringComparison.Ordinal);
        }

        using (var withoutApp = await new StaffBrowser(host.Browser()).SignInAsync(member.UserName))
        {
            Assert.Equal("/officer/dashboard", Landed(withoutApp));
        }

        var codes = await TurnOnAsync(browser, key);

        Assert.Equal(10, codes.Distinct().Count());
        using var queue = await browser.GetAsync("/officer/dashboard");
        Assert.Equal(HttpStatusCode.OK, queue.StatusCode);
        var again = new StaffBrowser(host.Browser());
        using var password = await again.SignInAsync(member.UserName, returnUrl: "/officer/metrics");
        Assert.Equal(Step, Landed(password));
        using var notYet = await again.GetAsync("/officer/dashboard");
        Assert.Equal("/auth/login", Landed(notYet));
        using var code = await again.SendAsync($"{Step}?returnUrl=%2Fofficer%2Fmetrics", "code", ("Code", Totp.Code(key, 1).Insert(3, " ")));
        Assert.Equal("/officer/metrics", Landed(code));
        using var done = await again.GetAsync("/officer/dashboard");
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Equal([AuditAct.SecondFactorOn], await ActsAsync(member));
    }

    [Fact]
    public async Task A_code_works_once()
    {
        var (member, key, _) = await EnrolledAsync();
        var code = Totp.Code(key, 1);

        Assert.Equal("/officer/dashboard", await WithCodeAsync(member, code));
        Assert.Contains("it was used before", await WithCodeAsync(member, code), StringComparison.Ordinal);
        Assert.Equal("/officer/dashboard", await WithCodeAsync(member, Totp.Code(key, 2)));
    }

    [Fact]
    public async Task Of_two_who_use_a_code_at_once_one_gets_in()
    {
        var (member, key, _) = await EnrolledAsync();
        var code = Totp.Code(key, 1);

        var landed = await Task.WhenAll(WithCodeAsync(member, code), WithCodeAsync(member, code), WithCodeAsync(member, code));

        Assert.Single(landed, "/officer/dashboard");
    }

    [Fact]
    public async Task A_recovery_code_works_once_however_it_is_typed()
    {
        var (member, _, codes) = await EnrolledAsync();

        Assert.Equal("/officer/dashboard", await WithCodeAsync(member, codes[0].Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant(), "recovery"));
        Assert.Contains("not one of your recovery codes", await WithCodeAsync(member, codes[0], "recovery"), StringComparison.Ordinal);
        Assert.Equal("/officer/dashboard", await WithCodeAsync(member, codes[9], "recovery"));
    }

    [Fact]
    public async Task Wrong_codes_lock_and_the_right_password_between_them_does_not_help()
    {
        var (member, key, _) = await EnrolledAsync();
        for (var i = 0; i < 4; i++)
        {
            Assert.Contains("This code is not right", await WithCodeAsync(member, "000000"), StringComparison.Ordinal);
        }

        Assert.Contains("too many wrong tries", await WithCodeAsync(member, "000000"), StringComparison.Ordinal);
        using var password = await new StaffBrowser(host.Browser()).SignInAsync(member.UserName);
        Assert.Contains("too many wrong tries", await StaffBrowser.TextAsync(password), StringComparison.Ordinal);
        Assert.NotEmpty(key);
    }

    [Fact]
    public async Task The_second_step_is_for_those_whose_password_was_right()
    {
        using var answer = await new StaffBrowser(host.Browser()).GetAsync(Step);

        Assert.Equal("/auth/login", Landed(answer));
    }

    [Fact]
    public async Task Turning_it_off_wants_a_fresh_proof_and_so_do_new_codes()
    {
        var clock = new ShiftedClock();
        await using var later = host.WithWebHostBuilder(web => web.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(clock)));
        var member = await host.Town.HireAsync();
        var browser = new StaffBrowser(later.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") }));
        using (await browser.SignInAsync(member.UserName))
        {
            await TurnOnAsync(browser, await KeyAsync(browser));
        }

        clock.Advance(TimeSpan.FromMinutes(11));
        using var codes = await browser.SendAsync("/auth/recovery-codes", "new-codes");
        Assert.Equal("/auth/confirm?back=%2Fauth%2Frecovery-codes", PathAndQuery(codes));
        using var off = await browser.SendAsync(Page, "turn-off");
        Assert.Equal($"/auth/confirm?back={Uri.EscapeDataString(Page)}", PathAndQuery(off));
        using var wrong = await browser.SendAsync("/auth/confirm", "confirm-password", ("Password", "not-the-password-1"));
        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        using var elsewhere = await browser.SendAsync("/auth/confirm?back=//evil.example/", "confirm-password", ("Password", A.Password));
        Assert.Equal("/auth/profile", PathAndQuery(elsewhere));

        using var renewed = await browser.SendAsync("/auth/recovery-codes", "new-codes");
        Assert.Equal(10, Codes(await StaffBrowser.TextAsync(renewed)).Count);
        using var turnedOff = await browser.SendAsync(Page, "turn-off");
        Assert.Equal("/auth/profile", PathAndQuery(turnedOff));
        using var alone = await new StaffBrowser(host.Browser()).SignInAsync(member.UserName);
        Assert.Equal("/officer/dashboard", Landed(alone));
        Assert.Equal([AuditAct.SecondFactorOn, AuditAct.RecoveryCodesMade, AuditAct.SecondFactorOff], await ActsAsync(member));
    }

    [Fact]
    public async Task The_database_holds_neither_the_key_nor_the_codes()
    {
        var (member, key, codes) = await EnrolledAsync();
        await using var db = await host.Town.ContextAsync();

        var kept = await db.UserTokens.Where(t => t.UserId == member.Id).Select(t => t.Value!).ToListAsync(Token);

        Assert.True(kept.Count >= 2);
        Assert.All(kept, value => Assert.DoesNotContain(key, value, StringComparison.Ordinal));
        Assert.All(kept, value => Assert.All(codes, code => Assert.DoesNotContain(code, value, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Whose_role_needs_a_second_factor_can_do_nothing_before_there_is_one()
    {
        await using var strict = host.WithWebHostBuilder(web => web.UseSetting("Staff:SecondFactorRoles", "Auditor, Commissioner"));
        var member = await host.Town.HireAsync(StaffRole.Auditor);
        StaffBrowser Browser() => new(strict.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") }));
        var browser = Browser();
        using var signedIn = await browser.SignInAsync(member.UserName, returnUrl: "/admin/audit-logs");
        Assert.Equal(Page, Landed(signedIn));
        foreach (var path in new[] { "/admin/audit-logs", "/auth/profile" })
        {
            using var turned = await browser.GetAsync(path);
            Assert.Equal(Page, Landed(turned));
        }

        Assert.Contains("Your role needs a second factor.", await browser.ReadAsync(Page), StringComparison.Ordinal);
        await TurnOnAsync(browser, await KeyAsync(browser));
        using var open = await browser.GetAsync("/admin/audit-logs");
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);

        var officer = Browser();
        using var notNeeded = await officer.SignInAsync((await host.Town.HireAsync()).UserName);
        Assert.Equal("/officer/dashboard", Landed(notNeeded));
    }

    private static string Landed(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return new Uri(new Uri("https://localhost"), answer.Headers.Location!).AbsolutePath;
    }

    private static string PathAndQuery(HttpResponseMessage answer) => new Uri(new Uri("https://localhost"), answer.Headers.Location!).PathAndQuery;

    private static async Task<string> KeyAsync(StaffBrowser browser) => KeyText().Match(await browser.ReadAsync(Page)).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);

    private static async Task<List<string>> TurnOnAsync(StaffBrowser browser, string key)
    {
        using var answer = await browser.SendAsync(Page, "turn-on", ("Code", Totp.Code(key)));
        return Codes(await StaffBrowser.TextAsync(answer));
    }

    private static List<string> Codes(string page) => [.. CodeText().Matches(page).Select(match => match.Groups[1].Value)];

    private async Task<(Member Member, string Key, List<string> Codes)> EnrolledAsync()
    {
        var member = await host.Town.HireAsync();
        var browser = await SignedInAsync(member);
        var key = await KeyAsync(browser);
        return (member, key, await TurnOnAsync(browser, key));
    }

    private async Task<StaffBrowser> SignedInAsync(Member member)
    {
        var browser = new StaffBrowser(host.Browser());
        using var answer = await browser.SignInAsync(member.UserName);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    /// <summary>Password, then the code: where it led, or what was said.</summary>
    private async Task<string> WithCodeAsync(Member member, string code, string form = "code")
    {
        var browser = await SignedInAsync(member);
        using var answer = await browser.SendAsync(Step, form, (form == "code" ? "Code" : "Recovery", code));
        return answer.StatusCode is HttpStatusCode.Redirect ? Landed(answer) : await StaffBrowser.TextAsync(answer);
    }

    private async Task<List<AuditAct>> ActsAsync(Member member)
    {
        await using var db = await host.Town.ContextAsync();
        return await db.AuditDetails.Where(d => d.UserId == member.Id).Join(db.AuditEntries, d => d.Sequence, e => e.Sequence, (_, e) => e)
            .OrderBy(e => e.Sequence).Select(e => e.Act).Where(act => act != AuditAct.SignedIn).ToListAsync(Token);
    }

    [GeneratedRegex("""data-testid="key"><code>([A-Z2-7 ]+)</code>""")]
    private static partial Regex KeyText();

    [GeneratedRegex("<code>([A-Z0-9]{5}-[A-Z0-9]{5})</code>")]
    private static partial Regex CodeText();
}
