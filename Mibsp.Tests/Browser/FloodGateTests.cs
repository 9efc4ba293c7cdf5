using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Browser;

/// <summary>What a person meets at the gate: with script nothing, without it at most a sentence that says how long.</summary>
[Collection(SharedBrowser.Name)]
[Trait("Category", "Browser")]
public sealed class FloodGateTests(BrowserFixture browser, ITestOutputHelper output) : IAsyncDisposable
{
    // So long that only the work gets a form through.
    private readonly PortalProcess _slow = new(new() { ["Flood__LeastSeconds"] = "300", ["Flood__MostSeconds"] = "300", ["Flood__LeastBits"] = "13" });
    private readonly PortalProcess _waiting = new(new() { ["Flood__LeastSeconds"] = "9", ["Flood__MostSeconds"] = "9" });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_script_the_work_is_done_unseen_over_the_circuit_and_again_for_each_message()
    {
        var page = await OpenAsync(_slow, script: true);
        await page.TellAsync();
        await page.LiveAsync();

        var trackingId = await page.SendAsync();

        await page.TrackAsync(trackingId);
        await page.LiveAsync();
        for (var i = 1; i <= 2; i++)
        {
            var message = page.GetByLabel("Write to the officer");
            await message.FillAsync($"Message {i} of two.");
            await page.Button("Send").ClickAsync();
            await page.GetByText($"Message {i} of two.").WaitForAsync();
            await Assertions.Expect(message).ToHaveValueAsync("", new() { Timeout = 60_000 });
        }

        Assert.Empty(browser.FaultsOf(page));
    }

    [Fact]
    public async Task With_script_but_without_a_circuit_the_plain_form_waits_for_the_work_and_says_so()
    {
        var page = await OpenAsync(_slow, script: true);
        await page.RouteAsync("**/_framework/**", route => route.AbortAsync());
        await page.TellAsync();

        var trackingId = await page.SendAsync();
        await page.TrackAsync(trackingId);
        await page.GetByLabel("Write to the officer").FillAsync("Over a plain form.");
        await page.Button("Send").ClickAsync();

        await page.GetByText("Over a plain form.").WaitForAsync();
        Assert.Empty(browser.FaultsOf(page));
    }

    [Fact]
    public async Task Without_script_it_is_said_how_long_to_wait_and_then_the_same_button_works()
    {
        var page = await OpenAsync(_waiting, script: false);
        await page.TellAsync();
        await page.Button("Continue").ClickAsync();
        await page.Locator("#files").WaitForAsync();
        await page.Button("Continue").ClickAsync();
        await page.Button("Send the complaint").ClickAsync();
        await page.GetByText("more seconds").First.WaitForAsync();
        Assert.Contains(Journeys.Account, await page.Locator(".review").TextContentAsync(), StringComparison.Ordinal);
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var receipt = page.GetByTestId("tracking-id");
        for (var tries = 0; tries < 15 && !await receipt.IsVisibleAsync(); tries++)
        {
            await second.WaitForNextTickAsync(Token);
            await page.Button("Send the complaint").ClickAsync();
        }

        Assert.StartsWith("MIB-", await receipt.TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_takes_a_moment_when_it_is_quiet_and_seconds_in_a_flood()
    {
        var page = await OpenAsync(_slow, script: true);
        await page.GotoAsync("/submit");
        await page.LiveAsync();
        foreach (var bits in (int[])[11, 13, 15])
        {
            var watch = Stopwatch.StartNew();
            var answer = await page.EvaluateAsync<string>("async bits => await mibspWork.answer(crypto.randomUUID().replaceAll('-', ''), bits)", bits);
            var seconds = watch.Elapsed.TotalSeconds;
            var hashes = answer.Split('.').Sum(number => long.Parse(number, CultureInfo.InvariantCulture) + 1);
            output.WriteLine($"{bits} bits: {hashes:N0} hashes in {seconds:0.00} s, {hashes / seconds:N0} a second");
            Assert.InRange(seconds, 0, 10);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _slow.DisposeAsync();
        await _waiting.DisposeAsync();
    }

    private async Task<IPage> OpenAsync(PortalProcess portal, bool script)
    {
        Assert.SkipWhen(BrowserFixture.Chromium is null, "No Chromium here: infra/scripts/test.sh installs it.");
        await portal.StartAsync(Token);

        // The front page answers while the town is still being founded; everything else waits for it.
        using var http = new HttpClient();
        using var ready = await http.GetAsync(new Uri($"{portal.Address}/health/ready"), Token);
        var page = await browser.OpenAsync(script, width: 390, address: portal.Address);
        page.SetDefaultTimeout(60_000);
        return page;
    }
}
