using Microsoft.Playwright;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Browser;

/// <summary>The server dies in the middle of the wizard and comes back: no typed word is lost.</summary>
[Collection(SharedBrowser.Name)]
[Trait("Category", "Browser")]
public sealed class ServerLossTests(BrowserFixture browser) : IAsyncDisposable
{
    private const string More = "Words typed while the server was away.";

    private readonly PortalProcess _portal = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_script_the_page_brings_everything_to_the_new_server_by_itself()
    {
        var page = await BeginAsync(script: true);
        await page.LiveAsync();
        await _portal.KillAsync(Token);
        await page.Locator("#HowToCheck").FillAsync(More);
        await page.Locator("#components-reconnect-modal.components-reconnect-show, #components-reconnect-modal.components-reconnect-failed").WaitForAsync(new() { Timeout = 30_000 });
        await _portal.StartAsync(Token);

        // The circuit is refused by the new process; the form is posted to it by the page, and a new circuit begins.
        await page.WaitForResponseAsync(answer => answer.Request.Method == "POST" && answer.Url.EndsWith("/submit", StringComparison.Ordinal), new() { Timeout = 60_000 });
        await page.Locator("#HowToCheck").WaitForAsync();
        Assert.Equal(Journeys.Account, await page.Locator("#Description").InputValueAsync());
        Assert.Equal(More, await page.Locator("#HowToCheck").InputValueAsync());
        await page.Button("Continue").ClickAsync();
        await page.Locator("#files").WaitForAsync();
        await page.Button("Back").ClickAsync();
        Assert.Equal(Journeys.Account, await page.Locator("#Description").InputValueAsync());
    }

    [Fact]
    public async Task With_script_a_button_pressed_while_the_server_is_away_works_once_it_is_back()
    {
        var page = await BeginAsync(script: true);
        await page.LiveAsync();
        await _portal.KillAsync(Token);
        await page.Locator("#components-reconnect-modal.components-reconnect-show, #components-reconnect-modal.components-reconnect-failed").WaitForAsync(new() { Timeout = 30_000 });
        await page.Button("Continue").ClickAsync();
        await _portal.StartAsync(Token);

        await page.Locator("#files").WaitForAsync(new() { Timeout = 60_000 });
        await page.Button("Back").ClickAsync();
        Assert.Equal(Journeys.Account, await page.Locator("#Description").InputValueAsync());
    }

    [Fact]
    public async Task Without_script_the_open_form_goes_on_with_the_new_server()
    {
        var page = await BeginAsync(script: false);
        await _portal.KillAsync(Token);
        await _portal.StartAsync(Token);

        await page.Button("Continue").ClickAsync();
        await page.Locator("#files").WaitForAsync();
        await page.Button("Back").ClickAsync();

        Assert.Equal(Journeys.Account, await page.Locator("#Description").InputValueAsync());
        Assert.True(await Earlier(page));
    }

    [Fact]
    public async Task Without_script_a_form_sent_to_a_dead_server_can_be_sent_again()
    {
        var page = await BeginAsync(script: false);
        await _portal.KillAsync(Token);
        var failed = new TaskCompletionSource();
        page.RequestFailed += (_, _) => failed.TrySetResult();
        await page.Button("Continue").ClickAsync();
        await failed.Task.WaitAsync(TimeSpan.FromSeconds(15), Token);
        await _portal.StartAsync(Token);

        // The browser's own "reload" on its error page sends the same form.
        await page.ReloadAsync();
        await page.Locator("#files").WaitForAsync();
        await page.Button("Back").ClickAsync();
        Assert.Equal(Journeys.Account, await page.Locator("#Description").InputValueAsync());
    }

    [Fact]
    public async Task With_script_leaving_the_wizard_and_coming_back_brings_back_what_was_typed()
    {
        var page = await BeginAsync(script: true);
        await page.LiveAsync();
        await page.Locator("#HowToCheck").FillAsync(More);
        await page.WaitForFunctionAsync("() => sessionStorage.getItem('d')?.length > 0");
        var before = await page.EvaluateAsync<string>("() => sessionStorage.getItem('d')");
        await page.Locator("#FileNumber").FillAsync("17");
        await page.WaitForFunctionAsync("before => sessionStorage.getItem('d') !== before", before);
        await page.GotoAsync("/");
        await page.GoBackAsync();

        await page.GetByText("We brought back what you had typed").WaitForAsync();
        Assert.Equal(Journeys.Account, await page.Locator("#Description").InputValueAsync());
        Assert.Equal(More, await page.Locator("#HowToCheck").InputValueAsync());
    }

    public async ValueTask DisposeAsync() => await _portal.DisposeAsync();

    private async Task<IPage> BeginAsync(bool script)
    {
        Assert.SkipWhen(BrowserFixture.Chromium is null, "No Chromium here: infra/scripts/test.sh installs it.");
        await _portal.StartAsync(Token);
        var page = await browser.OpenAsync(script, width: 390, address: _portal.Address);
        await page.TellAsync(kind: "Misconduct", department: 3);
        return page;
    }

    private static async Task<bool> Earlier(IPage page)
    {
        await page.Button("Back").ClickAsync();
        await page.Button("Back").ClickAsync();
        return await page.Locator("input[name=DepartmentId][value='3']").IsCheckedAsync();
    }
}
