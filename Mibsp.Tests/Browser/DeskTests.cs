using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Browser;

/// <summary>The officer's keys with their help sheet, and a case on paper.</summary>
[Collection(SharedBrowser.Name)]
[Trait("Category", "Browser")]
public sealed class DeskTests(BrowserFixture browser)
{
    [Fact]
    public async Task The_queue_and_a_case_are_worked_by_keys_alone()
    {
        var page = await QueueAsync();
        var rows = page.Locator("tr[data-case]");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("k");
        await Assertions.Expect(rows.Nth(1).Locator("a")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("x");
        await Assertions.Expect(page.Locator(".bulk__count")).ToHaveTextAsync("1 selected");
        await Assertions.Expect(rows.Nth(1).GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("jx?t");
        await Assertions.Expect(page.Locator("#case")).ToHaveValueAsync("jx?t");
        await Assertions.Expect(page.Locator("#case")).ToBeFocusedAsync();
        await page.GotoAsync("/officer/dashboard?show=unassigned");
        await rows.First.WaitForAsync();
        await page.Keyboard.PressAsync("j");
        var number = (await rows.First.GetAttributeAsync("data-case"))!;
        await page.Keyboard.PressAsync("t");
        await page.Locator(".toasts").GetByText($"You have taken {number}").WaitForAsync();

        await page.GotoAsync($"/officer/dashboard?case={number}");
        await rows.First.WaitForAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/officer/complaint/{number}");
        await page.GetByTestId("status").WaitForAsync();
        await page.Keyboard.PressAsync("n");
        await page.Locator("#text").FillAsync("Ring the foreman. r, p and ? do nothing here.");
        await page.Locator("#text").PressAsync("Control+Enter");
        await page.Locator(".note--internal").GetByText("Ring the foreman. r, p and ? do nothing here.").WaitForAsync();
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("q");
        await page.WaitForURLAsync("**/officer/dashboard");
        Assert.Empty(browser.FaultsOf(page));
    }

    [Fact]
    public async Task The_help_sheet_lists_the_keys_gives_the_focus_back_and_switches_them_off()
    {
        var page = await QueueAsync();
        var sheet = page.Locator("dialog#keys");
        var first = page.Locator("tr[data-case] a").First;
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(sheet).ToBeVisibleAsync();
        await Assertions.Expect(sheet).ToContainTextAsync("Search by case number");
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(sheet).ToBeHiddenAsync();
        await Assertions.Expect(first).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".bulk__count")).ToBeEmptyAsync();

        await page.Button("Keyboard shortcuts").ClickAsync();
        await page.GetByLabel("Shortcuts of one key are on").UncheckAsync();
        await page.Button("Close").ClickAsync();
        await Assertions.Expect(page.Button("Keyboard shortcuts")).ToBeFocusedAsync();
        await page.ReloadAsync();
        await first.WaitForAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(first).Not.ToBeFocusedAsync();
        await Assertions.Expect(sheet).ToBeHiddenAsync();

        await page.Button("Keyboard shortcuts").ClickAsync();
        await page.GetByLabel("Shortcuts of one key are on").CheckAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(first).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_case_on_paper_has_what_was_written_and_nothing_to_press()
    {
        var page = await QueueAsync();
        await page.GotoAsync("/officer/dashboard?status=underreview");
        await page.Locator("tr[data-case] a").First.ClickAsync();
        await page.GetByTestId("status").WaitForAsync();
        await Assertions.Expect(page.Locator(".print-foot")).ToBeHiddenAsync();
        await page.EvaluateAsync("() => { window.print = () => { window.isPrinted = true; }; }");
        await page.Button("Print").ClickAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => window.isPrinted === true"));

        await page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });

        foreach (var shown in new[] { "#facts", "#story", ".case__story", "#timeline", ".timeline" })
        {
            await Assertions.Expect(page.Locator(shown)).ToBeVisibleAsync();
        }

        await Assertions.Expect(page.Locator(".print-foot"))
            .ToHaveTextAsync(new Regex(@"^Case \d{4}-\d{6} · printed on \d+ \w+ \d{4} · contains what a citizen wrote: keep it safe$"));
        foreach (var hidden in new[] { "header.staff-header", ".case-back", ".next", ".staff-footer", "button", "form", "nav" })
        {
            Assert.False(await page.Locator($"{hidden}:visible").CountAsync() > 0, $"{hidden} would be printed.");
        }

        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        await page.Context.CloseAsync();
    }

    private async Task<IPage> QueueAsync()
    {
        var page = await browser.OpenAsync();
        await page.SignInAsync("officer_power", "Officer@1234", "Bright-lamps-77");
        await page.GotoAsync("/officer/dashboard");
        await page.Locator("tr[data-case] a").First.WaitForAsync();
        return page;
    }
}
