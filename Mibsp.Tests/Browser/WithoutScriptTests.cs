using System.Collections.Concurrent;
using Microsoft.Playwright;
using Mibsp.Domain.Demo;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Browser;

/// <summary>The same job with JavaScript off, as in Tor Browser at its safest: nothing is missing.</summary>
[Collection(SharedBrowser.Name)]
[Trait("Category", "Browser")]
public sealed class WithoutScriptTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_complaint_is_filed_with_evidence_tracked_and_written_to_over_plain_forms()
    {
        // Even where an operator asks for a line a request, there is none.
        await using var portal = new PortalProcess(new() { ["Logging__LogLevel__Microsoft.AspNetCore.Hosting.Diagnostics"] = "Information" });
        Assert.SkipWhen(BrowserFixture.Chromium is null, "No Chromium here: infra/scripts/test.sh installs it.");
        await portal.StartAsync(TestContext.Current.CancellationToken);
        var citizen = await browser.OpenAsync(script: false, width: 390, address: portal.Address);
        var asked = new ConcurrentBag<string>();
        citizen.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);

        await citizen.TellAsync();
        var trackingId = await citizen.SendAsync(await PictureAsync(portal.Folder));
        await citizen.GetByLabel("Type the last four").FillAsync(trackingId[^4..]);
        await citizen.Button("I have written it down").ClickAsync();
        await citizen.GetByText("That is right. You can leave now.").WaitForAsync();
        await citizen.TrackAsync(trackingId);
        await citizen.GetByText("photo (JPEG)").Or(citizen.GetByText("picture (PNG)")).First.WaitForAsync();
        await citizen.GetByLabel("Write to the officer").FillAsync("It is still going on.");
        await citizen.Button("Send").ClickAsync();
        await citizen.GetByText("It is still going on.").WaitForAsync();

        // A question is answered, and a closing agreed to: two of the demo complaints wait for that.
        await citizen.TrackAsync(DemoTrackingIds.AwaitingCitizen);
        await citizen.GetByLabel("Your answer").FillAsync("At the office.");
        await citizen.Button("Send").ClickAsync();
        await citizen.Locator("[data-testid=status]", new() { HasText = "Under Review" }).WaitForAsync();
        await citizen.TrackAsync(DemoTrackingIds.ActionTaken);
        await citizen.Button("Yes, close it").ClickAsync();
        await citizen.Locator("[data-testid=status]", new() { HasText = "Closed" }).WaitForAsync();

        Assert.Contains("/submit", asked);
        Assert.DoesNotContain(asked, path => path.StartsWith("/_", StringComparison.Ordinal));
        Assert.DoesNotContain(portal.Log, line => line.Contains("/submit", StringComparison.Ordinal));
        Assert.Empty(browser.Strangers);
    }

    [Fact]
    public async Task A_closing_is_contested_with_a_reason_and_the_reason_is_asked_for_first()
    {
        await using var portal = new PortalProcess();
        Assert.SkipWhen(BrowserFixture.Chromium is null, "No Chromium here: infra/scripts/test.sh installs it.");
        await portal.StartAsync(TestContext.Current.CancellationToken);
        var citizen = await browser.OpenAsync(script: false, address: portal.Address);
        await citizen.TrackAsync(DemoTrackingIds.ActionTaken);

        await citizen.GetByText("No, it is not settled").ClickAsync();
        await citizen.Button("Send it on").ClickAsync();
        await citizen.GetByText("Write what is not settled").First.WaitForAsync();
        await citizen.Locator("#Reason").FillAsync("Nothing has changed at the counter.");
        await citizen.Button("Send it on").ClickAsync();

        await citizen.Locator("[data-testid=status]", new() { HasText = "Reopened" }).WaitForAsync();
        await citizen.GetByText("Nothing has changed at the counter.").WaitForAsync();
    }

    /// <summary>The smallest PNG there is, with a text chunk that must not survive.</summary>
    private static async Task<string> PictureAsync(string folder)
    {
        var path = Path.Combine(folder, "evidence-marker-name.png");
        await File.WriteAllBytesAsync(path, SamplePictures.PngWithText, TestContext.Current.CancellationToken);
        return path;
    }
}
