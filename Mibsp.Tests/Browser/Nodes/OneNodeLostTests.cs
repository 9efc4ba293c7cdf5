using Microsoft.Playwright;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Browser.Nodes;

/// <summary>One of two nodes dies without a word in the middle of somebody's journey: they go on with the other, and everything typed is there.</summary>
[Collection(SharedBrowser.Name)]
[Trait("Category", "Browser")]
public sealed class OneNodeLostTests(BrowserFixture browser) : IAsyncDisposable
{
    private const string More = "Words typed while the node was away.";

    private PortalProcess? _portal;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_script_the_page_goes_on_with_the_other_node_by_itself_and_the_complaint_is_sent()
    {
        var page = await BeginAsync(script: true);
        await page.LiveAsync();
        await KillItsNodeAsync(page);
        await page.Locator("#HowToCheck").FillAsync(More);

        await page.WaitForResponseAsync(answer => answer.Request.Method == "POST" && answer.Url.EndsWith("/submit", StringComparison.Ordinal), new() { Timeout = 60_000 });
        await page.Locator("#HowToCheck").WaitForAsync();
        Assert.Equal(Journeys.Account, await page.Locator("#Description").InputValueAsync());
        Assert.Equal(More, await page.Locator("#HowToCheck").InputValueAsync());
        await page.LiveAsync();
        Assert.StartsWith("MIB-", await page.SendAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_script_the_open_form_is_taken_by_whichever_node_is_left()
    {
        var page = await BeginAsync(script: false);
        await _portal!.Nodes[0].KillAsync(Token);
        await page.Button("Continue").ClickAsync();
        await page.Locator("#files").WaitForAsync();
        await _portal.Nodes[0].StartAsync(Token);
        await _portal.Nodes[1].KillAsync(Token);
        await page.Button("Back").ClickAsync();

        Assert.Equal(Journeys.Account, await page.Locator("#Description").InputValueAsync());
        Assert.StartsWith("MIB-", await page.SendAsync(), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync() => await (_portal?.DisposeAsync() ?? ValueTask.CompletedTask);

    private async Task<IPage> BeginAsync(bool script)
    {
        Assert.SkipWhen(BrowserFixture.Chromium is null, "No Chromium here: infra/scripts/test.sh installs it.");
        Assert.SkipWhen(PortalProcess.WhyNotSeveral is not null, PortalProcess.WhyNotSeveral ?? "");
        _portal = new PortalProcess(nodes: 2);
        await _portal.StartAsync(Token);
        var page = await browser.OpenAsync(script, width: 390, address: _portal.Address);
        await page.TellAsync(kind: "Misconduct", department: 3);
        return page;
    }

    /// <summary>The node that the page's circuit is on: the proxy's cookie says which.</summary>
    private async Task KillItsNodeAsync(IPage page)
    {
        var cookie = (await page.Context.CookiesAsync()).Single(c => c.Name == "mibsp_node");
        await _portal!.Nodes[cookie.Value == "1" ? 0 : 1].KillAsync(Token);
    }
}
