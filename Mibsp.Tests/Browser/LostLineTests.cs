using Microsoft.Playwright;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Browser;

/// <summary>An officer's pages while the line or the server goes away and comes back: what happened meanwhile is there, and so is what was typed.</summary>
[Collection(SharedBrowser.Name)]
[Trait("Category", "Browser")]
public sealed class LostLineTests(BrowserFixture browser) : IAsyncDisposable
{
    private const string Typed = "I will look at the pump on Tuesday.";
    private const string More = " And on Friday once more.";

    private readonly PortalProcess _portal = new();
    private BrokenLine? _line;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_short_loss_the_same_page_goes_on_and_tells_what_came()
    {
        var officer = await QueueAsync();
        _line!.Cut();
        await AwayAsync(officer);
        await FileAsync();
        await FileAsync();
        _line.Mend();

        await Assertions.Expect(officer.Locator("tr.is-new")).ToHaveCountAsync(2, Patiently);
        await Assertions.Expect(officer).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^\\(2\\)"), new() { Timeout = 30_000 });
        await Assertions.Expect(officer.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
        await officer.Locator("h1").ClickAsync();
        await Assertions.Expect(officer).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^[^(]"));
    }

    [Fact]
    public async Task After_the_server_was_restarted_the_page_comes_back_by_itself_and_tells_what_came()
    {
        var officer = await QueueAsync();
        _line!.Cut();
        await AwayAsync(officer);
        await FileAsync();
        await _portal.KillAsync(Token);
        await _portal.StartAsync(Token);
        await FileAsync();
        _line.Mend();

        await officer.GetByTestId("away").GetByText("2 new since you last looked").WaitForAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(officer.Locator("tr.is-new")).ToHaveCountAsync(2);
        await Assertions.Expect(officer).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^\\(2\\)"));
        await officer.Locator("h1").ClickAsync();
        await Assertions.Expect(officer).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^[^(]"));
        await officer.ReloadAsync();
        await officer.Locator("tr[data-case]").First.WaitForAsync();
        await Assertions.Expect(officer.GetByTestId("away")).ToHaveCountAsync(0);
        await Assertions.Expect(officer.Locator("tr.is-new")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_note_that_was_not_sent_survives_the_server_and_what_was_typed_while_it_was_away()
    {
        var officer = await QueueAsync();
        await officer.GotoAsync("/officer/dashboard?show=unassigned&sort=newest");
        await officer.Locator(".queue th a").First.ClickAsync();
        await officer.Button("Internal note").ClickAsync();
        await officer.Locator("#text").FillAsync(Typed);
        await officer.WaitForFunctionAsync("() => Object.keys(sessionStorage).some(key => key.startsWith('draft/'))");
        _line!.Cut();
        await AwayAsync(officer);
        await officer.Locator("#text").FillAsync(Typed + More);
        await _portal.KillAsync(Token);
        await _portal.StartAsync(Token);
        _line.Mend();

        await officer.GetByTestId("brought-back").WaitForAsync(new() { Timeout = 60_000 });
        Assert.Equal(Typed + More, await officer.Locator("#text").InputValueAsync());
        var kept = await officer.EvaluateAsync<string>("() => JSON.stringify(Object.entries(sessionStorage))");
        Assert.DoesNotContain("pump", kept, StringComparison.Ordinal);
        await officer.Locator(".next__send button[type=submit]").ClickAsync();
        await officer.Locator(".timeline").GetByText(Typed + More).WaitForAsync();
        await officer.WaitForFunctionAsync("() => !Object.keys(sessionStorage).some(key => key.startsWith('draft/'))");
        await officer.ReloadAsync();
        await officer.GetByTestId("status").WaitForAsync();
        await Assertions.Expect(officer.Locator("#text")).ToHaveCountAsync(0);

        // What Blazor's own script says of a line that is down is not ours; what our scripts and the policy say is.
        Assert.DoesNotContain(browser.FaultsOf(officer), fault => fault.Contains("/js/", StringComparison.Ordinal) || fault.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        if (_line is not null)
        {
            await _line.DisposeAsync();
        }

        await _portal.DisposeAsync();
    }

    private static LocatorAssertionsToHaveCountOptions Patiently => new() { Timeout = 60_000 };

    private static Task AwayAsync(IPage page) => page.Locator("#components-reconnect-modal:is(.components-reconnect-show, .components-reconnect-failed)").WaitForAsync(new() { Timeout = 30_000 });

    /// <summary>An officer of the water department whose line can be cut, before an open queue.</summary>
    private async Task<IPage> QueueAsync()
    {
        Assert.SkipWhen(BrowserFixture.Chromium is null, "No Chromium here: infra/scripts/test.sh installs it.");
        await _portal.StartAsync(Token);
        _line = new BrokenLine(_portal.Address);
        var page = await browser.OpenAsync(address: _line.Address);
        page.SetDefaultTimeout(60_000);
        await page.SignInAsync("officer_water", "Officer@1234", "Water-tower-88");
        await page.GotoAsync("/officer/dashboard?sort=newest");
        await page.Locator("tr[data-case]").First.WaitForAsync();
        await page.WaitForFunctionAsync("() => Object.keys(sessionStorage).some(key => key.startsWith('queue/'))");
        return page;
    }

    /// <summary>A citizen of another line reports a service fault of the water department.</summary>
    private async Task FileAsync()
    {
        var citizen = await browser.OpenAsync(script: false, address: _portal.Address);
        await citizen.TellAsync();
        await citizen.SendAsync();
        await citizen.Context.CloseAsync();
    }
}
