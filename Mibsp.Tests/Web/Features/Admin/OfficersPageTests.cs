using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Admin.Officers;

namespace Mibsp.Tests.Web.Features.Admin;

public sealed class OfficersPageTests : PageTests
{
    private Member _admin = default!;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        SignIn(_admin = await Town.HireAsync(StaffRole.Administrator, name: "Chandra"));
    }

    [Fact]
    public async Task A_new_account_gets_a_password_that_is_shown_once_and_must_be_changed()
    {
        var page = Open();

        await FillAsync(page, "Asha Rao", "asha", StaffRole.Officer, Town.Water);

        var password = page.Find("[data-testid=password] .secret").TextContent;
        Assert.True(PasswordPolicy.Find(password, "asha") is null);
        var user = await UserAsync("asha");
        Assert.True(user.MustChangePassword);
        Assert.NotEqual(PasswordVerificationResult.Failed, new PasswordHasher<StaffUser>().VerifyHashedPassword(user, user.PasswordHash!, password));
        Assert.Contains("Asha Rao", page.Find("table").TextContent);

        await page.Find("[data-testid=password] button").ClickAsync();
        Assert.DoesNotContain(password, page.Markup);
    }

    [Fact]
    public async Task A_taken_user_name_is_refused_in_words_and_nothing_typed_is_lost()
    {
        await Town.HireAsync(name: "Somebody");
        var taken = (await UserAsync("OFFICER2")).UserName!;
        var page = Open();

        await FillAsync(page, "Asha Rao", taken, StaffRole.Supervisor, Town.Roads);

        Assert.Contains("Somebody else has this user name.", page.Find("#user-name-error").TextContent);
        Assert.Equal("true", page.Find("#user-name").GetAttribute("aria-invalid"));
        Assert.Contains("user-name-error", page.Find("#user-name").GetAttribute("aria-describedby"));
        Assert.Equal("Asha Rao", page.Find("#display-name").GetAttribute("value"));
        Assert.Equal($"{Town.Roads}", page.Find("#department").GetAttribute("value"));
        Assert.Empty(page.FindAll("[data-testid=password]"));
    }

    [Fact]
    public async Task An_officer_needs_a_department()
    {
        var page = Open();

        await FillAsync(page, "Asha Rao", "asha", StaffRole.Officer, null);

        Assert.Contains("Choose the department", page.Find("#department-error").TextContent);
    }

    [Fact]
    public async Task An_account_is_disabled_after_asking_and_can_be_enabled_again()
    {
        await Town.HireAsync(name: "Asha");
        var page = Open();

        await Row(page, "Asha").QuerySelector("[data-testid=disable]")!.ClickAsync();
        Assert.Contains("Disable the account of Asha?", page.Markup);
        await page.Find("[data-testid=confirm]").ClickAsync();
        Assert.Contains("Disabled", Row(page, "Asha").TextContent);
        Assert.Contains("The account of Asha is disabled.", page.Find(".said").TextContent);

        await Row(page, "Asha").QuerySelector("[data-testid=disable]")!.ClickAsync();
        await page.Find("[data-testid=confirm]").ClickAsync();
        Assert.Contains("Active", Row(page, "Asha").TextContent);
    }

    [Fact]
    public async Task Who_was_signed_in_long_ago_proves_who_they_are_before_they_are_asked()
    {
        await Town.HireAsync(name: "Asha");
        var page = Open();
        Portal.Clock.Advance(TimeSpan.FromMinutes(11));

        await Row(page, "Asha").QuerySelector("[data-testid=disable]")!.ClickAsync();

        Assert.Empty(page.FindAll("[data-testid=confirm]"));
        Assert.Contains("/auth/confirm?back=", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_is_signed_out_everywhere_and_loses_a_second_factor_that_they_lost()
    {
        var asha = await Town.HireAsync(name: "Asha");
        await using (var db = await Town.ContextAsync())
        {
            var user = await db.Users.SingleAsync(u => u.Id == asha.Id, Token);
            user.TwoFactorEnabled = true;
            await db.SaveChangesAsync(Token);
            await Portal.Get<SessionKeeping>().BeginAsync(asha.Id, user.SecurityStamp!, Device.Unknown, null, Token);
        }

        SignIn(_admin);
        var page = Render<OfficerPage>(p => p.Add(o => o.Id, asha.Id));
        await page.WaitForElement("[data-testid=end-sessions]").ClickAsync();
        Assert.Contains("Sign Asha out everywhere?", page.Markup);
        await page.Find("[data-testid=confirm]").ClickAsync();
        Assert.Contains("Asha is signed out everywhere.", page.Find(".said").TextContent);
        await using var after = await Town.ContextAsync();
        Assert.Equal(0, await after.StaffSessions.CountAsync(s => s.UserId == asha.Id, Token));

        await page.WaitForElement("[data-testid=reset-factor]").ClickAsync();
        await page.Find("[data-testid=confirm]").ClickAsync();

        Assert.Contains("Asha has no second factor any more.", page.Find(".said").TextContent);
        Assert.False(await after.Users.Where(u => u.Id == asha.Id).Select(u => u.TwoFactorEnabled).SingleAsync(Token));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=reset-factor]")));
        page.WaitForAssertion(() => Assert.Contains("Second factor taken away by an administrator", page.Markup));
    }

    [Fact]
    public async Task The_last_administrator_cannot_be_disabled()
    {
        // Somebody with the rights but another kind of account: the one account of that kind is the last.
        var other = await Town.HireAsync();
        SignIn(other with { Actor = other.Actor with { Role = StaffRole.Administrator } });
        var page = Open();

        await Row(page, "Chandra").QuerySelector("[data-testid=disable]")!.ClickAsync();
        await page.Find("[data-testid=confirm]").ClickAsync();

        Assert.NotEmpty(page.Find("[role=alert]").TextContent);
        Assert.False((await UserAsync(_admin.UserName)).IsDisabled);
    }

    [Fact]
    public async Task Ones_own_account_offers_neither_disabling_nor_a_new_password()
    {
        await Town.HireAsync(name: "Asha");
        var page = Open();

        Assert.Null(Row(page, "Chandra").QuerySelector("[data-testid=disable]"));
        Assert.Null(Row(page, "Chandra").QuerySelector("[data-testid=reset]"));
        Assert.NotNull(Row(page, "Asha").QuerySelector("[data-testid=reset]"));
    }

    [Fact]
    public async Task A_new_password_replaces_the_old_one()
    {
        var asha = await Town.HireAsync(name: "Asha");
        var page = Open();

        await Row(page, "Asha").QuerySelector("[data-testid=reset]")!.ClickAsync();
        await page.Find("[data-testid=confirm]").ClickAsync();

        var user = await UserAsync(asha.UserName);
        var password = page.Find("[data-testid=password] .secret").TextContent;
        var hasher = new PasswordHasher<StaffUser>();
        Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(user, user.PasswordHash!, A.Password));
        Assert.NotEqual(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(user, user.PasswordHash!, password));
        Assert.True(user.MustChangePassword);
    }

    [Fact]
    public async Task An_account_is_changed()
    {
        await Town.HireAsync(name: "Asha");
        var page = Open();

        await Row(page, "Asha").QuerySelector("[data-testid=edit]")!.ClickAsync();
        await page.Find("#display-name").ChangeAsync("Asha Rao");
        await page.Find("#role").ChangeAsync(nameof(StaffRole.Supervisor));
        await page.Find("form").SubmitAsync();

        Assert.Contains("Supervisor", Row(page, "Asha Rao").TextContent);
        Assert.Empty(page.FindAll("[data-testid=password]"));
    }

    private IRenderedComponent<OfficersPage> Open()
    {
        var page = Render<OfficersPage>();
        page.WaitForElement("table");
        return page;
    }

    private static async Task FillAsync(IRenderedComponent<OfficersPage> page, string name, string userName, StaffRole role, int? department)
    {
        await page.Find("[data-testid=new]").ClickAsync();
        await page.Find("#display-name").ChangeAsync(name);
        await page.Find("#user-name").ChangeAsync(userName);
        await page.Find("#role").ChangeAsync(role.ToString());
        await page.Find("#department").ChangeAsync($"{department}");
        await page.Find("form").SubmitAsync();
    }

    private static AngleSharp.Dom.IElement Row(IRenderedComponent<OfficersPage> page, string name)
        => page.FindAll("[data-testid=person]").First(row => row.QuerySelector("th")!.TextContent.StartsWith(name, StringComparison.Ordinal));

    private async Task<StaffUser> UserAsync(string userName)
    {
        await using var db = await Town.ContextAsync();
        return await db.Users.SingleAsync(u => u.UserName == userName, Xunit.TestContext.Current.CancellationToken);
    }
}
