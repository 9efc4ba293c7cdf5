using Microsoft.Playwright;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Browser.Figures;

/// <summary>The console in a real browser: by keys alone, by a press on a bar, with Back, and on paper.</summary>
[Collection(SharedBrowser.Name)]
[Trait("Category", "Browser")]
public sealed class TownFiguresTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_time_is_chosen_and_a_number_followed_by_keys_alone()
    {
        var page = await OpenAsync();
        await page.Locator("#unit").FocusAsync();
        await page.Keyboard.TypeAsync("Week");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "main form button[type=submit]");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/admin/analytics?unit=Week&**");
        await page.GetByTestId("recount").WaitForAsync();

        await TabToAsync(page, "section[aria-labelledby=volumes] summary");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "[data-testid=table-volumes]");
        await TabToAsync(page, "[data-testid=table-volumes] td a");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/admin/complaints?from=*");
        await page.GetByTestId("case").First.WaitForAsync();

        await page.GoBackAsync();
        await page.GetByTestId("recount").WaitForAsync();
        Assert.Equal("Week", await page.Locator("#unit").InputValueAsync());
        Assert.Empty(browser.FaultsOf(page));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_press_on_a_bar_leads_to_the_list_behind_it()
    {
        var page = await OpenAsync();
        var chart = page.Locator("section[aria-labelledby=volumes] canvas").First;
        await chart.ScrollIntoViewIfNeededAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('section[aria-labelledby=volumes] canvas').height > 150");
        var box = (await chart.BoundingBoxAsync())!;
        await chart.ClickAsync(new() { Position = new() { X = box.Width - 20, Y = box.Height / 2 } });

        await page.WaitForURLAsync("**/admin/complaints?from=*");
        await page.GetByTestId("case").First.WaitForAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Told_apart_otherwise_one_is_where_one_was()
    {
        var page = await OpenAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Kind", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/admin/analytics?by=Kind#breakdown");
        await Assertions.Expect(page.Locator("#breakdown")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#breakdown")).ToBeInViewportAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task On_paper_each_picture_has_its_table_and_nothing_to_press()
    {
        var page = await OpenAsync(dark: true);
        await page.EvaluateAsync("() => dispatchEvent(new Event('beforeprint'))");
        await page.EmulateMediaAsync(new() { Media = Media.Print });

        foreach (var table in new[] { "volumes", "quality", "department", "ages", "deadlines", "ward-map", "officers" })
        {
            await Assertions.Expect(page.GetByTestId($"table-{table}").Locator("table")).ToBeVisibleAsync();
        }

        Assert.Equal(0, await page.Locator("main :is(button, select, input, a[download], summary, .tabs):visible").CountAsync());
        Assert.True(await page.EvaluateAsync<bool>("() => [...document.querySelectorAll('canvas')].every(canvas => canvas.getBoundingClientRect().right <= innerWidth)"));

        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await page.EvaluateAsync("() => dispatchEvent(new Event('afterprint'))");
        await Assertions.Expect(page.GetByTestId("table-volumes")).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var presses = 0; presses < 80; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        Assert.Fail($"{selector} is not to be reached by Tab.");
    }

    private async Task<IPage> OpenAsync(bool dark = false)
    {
        var page = await browser.OpenAsync(dark: dark);
        await page.SignInAsync("admin", "Admin@1234", "Town-hall-clock-9");
        await page.GotoAsync("/admin/analytics");
        await page.GetByTestId("recount").WaitForAsync();
        return page;
    }
}
