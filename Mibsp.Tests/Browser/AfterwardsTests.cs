using Microsoft.Playwright;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Browser;

/// <summary>What a citizen can do after filing, from beginning to end: over a circuit and with plain forms, word for word the same.</summary>
[Collection(SharedBrowser.Name)]
[Trait("Category", "Browser")]
public sealed class AfterwardsTests(BrowserFixture browser)
{
    private const string Threat = "The clerk said at the counter that my papers would be lost if I went on complaining about it.";

    [Theory]
    [InlineData(true, 1280)]
    [InlineData(false, 390)]
    public async Task A_citizen_tells_what_happened_withdraws_rates_and_erases(bool script, int width)
    {
        var page = await browser.OpenAsync(script, width);
        await page.TellAsync();
        var trackingId = await page.SendAsync();
        await page.TrackAsync(trackingId);
        await LiveAsync(page, script);

        // Half a message is there still after something else was done.
        await page.Locator("#Message").FillAsync("Half a sent");
        await page.Button("Something happened to me").ClickAsync();
        await page.Locator("#Description").FillAsync("Too short.");
        await page.Button("Tell the Integrity Cell").ClickAsync();
        await page.Locator("#errors").WaitForAsync();
        await Assertions.Expect(page.Locator("#Description")).ToHaveValueAsync("Too short.");
        await page.Locator("#Description").FillAsync(Threat);
        await page.Button("Tell the Integrity Cell").ClickAsync();
        await page.GetByText("The Integrity Cell has it now.").WaitForAsync();
        await Assertions.Expect(page.Locator("#Message")).ToHaveValueAsync("Half a sent");

        // Two conversations under one ID; words for one do not get into the other.
        await page.Button("What happened to you").ClickAsync();
        await page.GetByText("Send it, or empty the box").First.WaitForAsync();
        await page.Locator("#Message").FillAsync("");
        await page.Button("What happened to you").ClickAsync();
        await page.GetByText("Retaliation").First.WaitForAsync();
        await page.Locator("#Message").FillAsync("He said it twice.");
        await page.Button("Send").ClickAsync();
        await page.Locator(".message", new() { HasText = "He said it twice." }).WaitForAsync();
        await page.Button("Your complaint").ClickAsync();
        await page.Locator(".message").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await WithdrawAsync(page);
        await page.Locator("input[name=Stars][value='4']").CheckAsync();
        await page.Button("Send the rating").ClickAsync();
        await page.GetByText("4 of 5: Well").WaitForAsync();
        await EraseAsync(page, trackingId);

        // The other report is untouched by all that.
        await page.TrackAsync(trackingId);
        await page.GetByText("What was written here was erased on").WaitForAsync();
        await LiveAsync(page, script);
        await page.Button("What happened to you").ClickAsync();
        await page.Locator(".message", new() { HasText = "He said it twice." }).WaitForAsync();
        Assert.Empty(browser.FaultsOf(page));
        Assert.Empty(browser.Strangers);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_note_is_downloaded_once_more_without_the_ID_in_any_address()
    {
        var page = await browser.OpenAsync(script: false, width: 390);
        await page.TellAsync();
        var trackingId = await page.SendAsync();
        await page.TrackAsync(trackingId);

        var download = await page.RunAndWaitForDownloadAsync(() => page.Button("Download the note").ClickAsync());

        var note = await File.ReadAllTextAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        Assert.Contains(trackingId["MIB-".Length..], note, StringComparison.Ordinal);
        Assert.DoesNotContain("MIB", note, StringComparison.Ordinal);
        Assert.DoesNotContain(trackingId[^4..], download.Url, StringComparison.Ordinal);
        Assert.DoesNotContain(trackingId[^4..], page.Url, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    private static async Task WithdrawAsync(IPage page)
    {
        await page.GetByText("Withdraw or erase this complaint").ClickAsync();
        await page.Button("Withdraw the complaint…").ClickAsync();
        await page.Button("Go back").ClickAsync();
        await page.GetByTestId("status").GetByText("Pending").WaitForAsync();
        await page.GetByText("Withdraw or erase this complaint").ClickAsync();
        await page.Button("Withdraw the complaint…").ClickAsync();
        await page.Button("Withdraw it now").ClickAsync();
        await page.Locator("[data-testid=status]", new() { HasText = "Closed" }).WaitForAsync();
    }

    private static async Task EraseAsync(IPage page, string trackingId)
    {
        await page.GetByText("Erase this complaint").ClickAsync();
        await page.Button("Erase what I wrote…").ClickAsync();
        await page.Locator("#LastGroup").FillAsync("0000");
        await page.Button("Erase it for good").ClickAsync();
        await page.GetByText("Nothing was erased").First.WaitForAsync();
        await page.Locator("#LastGroup").FillAsync(trackingId[^4..].ToLowerInvariant());
        await page.Button("Erase it for good").ClickAsync();
        await page.GetByText("It is erased.").WaitForAsync();
        Assert.Equal(0, await page.Locator("#Message, #files").CountAsync());
    }

    private static Task LiveAsync(IPage page, bool script) => script ? page.LiveAsync() : Task.CompletedTask;
}
