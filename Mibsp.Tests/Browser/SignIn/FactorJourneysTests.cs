using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.SignIn;

namespace Mibsp.Tests.Browser.SignIn;

/// <summary>Authenticator app and passkey in a real browser, from setting up to signing in, and each page looked at on the way.</summary>
[Collection(SharedBrowser.Name)]
[Trait("Category", "Browser")]
public sealed class FactorJourneysTests(BrowserFixture browser, SignInPortal portal) : IClassFixture<SignInPortal>
{
    private static readonly AxeRunOptions _rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    [Fact]
    public async Task An_authenticator_app_is_set_up_and_signed_in_with_without_scripts()
    {
        const string password = "copper basket window";
        var page = await browser.OpenAsync(script: false, width: 390, address: portal.Address);
        await page.SignInAsync("officer_roads", "Officer@1234", password);
        await page.GotoAsync("/auth/profile");
        await page.GetByRole(AriaRole.Link, new() { Name = "Set up Authenticator app" }).ClickAsync();
        var key = (await page.GetByTestId("key").TextContentAsync())!.Replace(" ", "", StringComparison.Ordinal).Trim();
        Assert.NotEqual(0, await page.Locator("img.qr").EvaluateAsync<int>("image => image.naturalWidth"));
        await page.GetByLabel("Code").FillAsync(Totp.Code(key));
        await page.Button("Turn on").ClickAsync();
        var codes = await page.GetByTestId("codes").Locator("code").AllTextContentsAsync();
        Assert.Equal(10, codes.Count);
        await page.GetByRole(AriaRole.Link, new() { Name = "I have kept them" }).ClickAsync();
        await page.WaitForURLAsync("**/officer/dashboard");

        await SignOutAsync(page);
        await FillAsync(page, "officer_roads", password);
        await page.WaitForURLAsync("**/auth/second-step");
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync(Totp.Code(key, 1));
        await page.Locator("form").First.GetByRole(AriaRole.Button).ClickAsync();
        await page.WaitForURLAsync("**/officer/dashboard");

        await SignOutAsync(page);
        await FillAsync(page, "officer_roads", password);
        await page.GetByText("Use a recovery code").ClickAsync();
        await page.GetByLabel("Recovery code").FillAsync(codes[3]);
        await page.Locator("details form").GetByRole(AriaRole.Button).ClickAsync();
        await page.WaitForURLAsync("**/officer/dashboard");
        await page.GotoAsync("/auth/profile");
        await page.GetByText("9 left").WaitForAsync();
        await page.GetByText("Password and recovery code").First.WaitForAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_passkey_is_added_named_signed_in_with_and_removed()
    {
        const string password = "copper basket window";
        var page = await browser.OpenAsync(address: portal.Address);
        await page.SignInAsync("officer_health", "Officer@1234", password);
        await AuthenticatorAsync(page);
        await page.GotoAsync("/auth/passkeys");
        await page.Button("Add a passkey").ClickAsync();
        await page.GetByTestId("codes").WaitForAsync();
        Assert.Equal(10, await page.GetByTestId("codes").Locator("code").CountAsync());
        await page.GotoAsync("/auth/passkeys");
        await page.GetByLabel("Name").FillAsync("My desk");
        await page.Button("Save name").ClickAsync();
        await page.GetByText("The name was saved.").WaitForAsync();
        Assert.Equal("My desk", await page.GetByLabel("Name").InputValueAsync());

        await SignOutAsync(page);
        await page.GotoAsync("/auth/login?returnUrl=%2Fofficer%2Fmetrics");
        await page.Button("Sign in with a passkey").ClickAsync();
        await page.WaitForURLAsync("**/officer/metrics");
        await page.GotoAsync("/auth/profile");
        await page.GetByTestId("sign-in").First.GetByText("Passkey").WaitForAsync();

        await SignOutAsync(page);
        await FillAsync(page, "officer_health", password);
        await page.GetByText("Your account is protected by a passkey.").WaitForAsync();
        await page.GotoAsync("/auth/login");
        await page.Button("Sign in with a passkey").ClickAsync();
        await page.WaitForURLAsync("**/officer/dashboard");
        await page.GotoAsync("/auth/confirm?back=%2Fauth%2Fpasskeys");
        await page.Button("Confirm with a passkey").ClickAsync();
        await page.WaitForURLAsync("**/auth/passkeys");
        await page.Button("Remove My desk").ClickAsync();
        await page.GetByText("The passkey was removed.").WaitForAsync();
        await SignOutAsync(page);
        await FillAsync(page, "officer_health", password);
        await page.WaitForURLAsync("**/officer/dashboard");
        Assert.Empty(browser.FaultsOf(page));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_passkey_that_is_not_there_is_a_sentence_and_no_more()
    {
        var page = await browser.OpenAsync(address: portal.Address);
        await AuthenticatorAsync(page);
        await page.GotoAsync("/auth/login");
        await page.Button("Sign in with a passkey").ClickAsync();
        await page.GetByText("That did not work.").WaitForAsync();
        await LookAsync(page);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_page_on_the_way_is_in_order(bool dark)
    {
        var (user, password) = (dark ? "officer_power" : "officer_sanitation", "copper basket window");
        var page = await browser.OpenAsync(dark: dark, address: portal.Address);
        await page.SignInAsync(user, "Officer@1234", password);
        await AuthenticatorAsync(page);
        foreach (var path in new[] { "profile", "passkeys", "recovery-codes", "confirm", "setup?token=none", "second-factor" })
        {
            await page.GotoAsync($"/auth/{path}");
            await LookAsync(page);
        }

        var key = (await page.GetByTestId("key").TextContentAsync())!.Replace(" ", "", StringComparison.Ordinal).Trim();
        await page.GetByLabel("Code").FillAsync("000000");
        await page.Button("Turn on").ClickAsync();
        await page.Locator("#errors").WaitForAsync();
        await LookAsync(page);
        await page.GetByLabel("Code").FillAsync(Totp.Code(key));
        await page.Button("Turn on").ClickAsync();
        await page.GetByTestId("codes").WaitForAsync();
        await LookAsync(page);
        await page.GotoAsync("/auth/passkeys");
        await page.Button("Add a passkey").ClickAsync();
        await page.GetByText("The passkey was added.").WaitForAsync();
        await LookAsync(page);
        foreach (var path in new[] { "second-factor", "recovery-codes", "confirm", "profile" })
        {
            await page.GotoAsync($"/auth/{path}");
            await LookAsync(page);
        }

        await SignOutAsync(page);
        await FillAsync(page, user, password);
        await page.WaitForURLAsync("**/auth/second-step");
        await page.GetByText("Use a recovery code").ClickAsync();
        await LookAsync(page);
        await page.Context.CloseAsync();
    }

    private static async Task AuthenticatorAsync(IPage page)
    {
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.GotoAsync("/auth/logout");
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync("**/auth/login**");
    }

    private static async Task FillAsync(IPage page, string user, string password)
    {
        await page.GotoAsync("/auth/login");
        await page.Locator("#user-name").FillAsync(user);
        await page.Locator("#password").FillAsync(password);
        await page.Locator("main button[type=submit]").First.ClickAsync();
    }

    private async Task LookAsync(IPage page)
    {
        foreach (var width in new[] { 390, 1280 })
        {
            await page.SetViewportSizeAsync(width, 900);
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), $"{page.Url} scrolls sideways at {width} px.");
            Assert.Equal(1, await page.Locator("h1").CountAsync());
            var found = await page.RunAxe(_rules);
            Assert.True(found.Violations.Length == 0, $"{page.Url} at {width} px: " + string.Join("; ", found.Violations.Select(v => $"{v.Id} {v.Nodes[0].Html}")));
        }

        Assert.Empty(browser.FaultsOf(page));
        Assert.Empty(browser.Strangers);
    }
}
