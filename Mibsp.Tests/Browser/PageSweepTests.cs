using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Mibsp.Domain.Demo;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Browser;

/// <summary>Every page: axe finds nothing, nothing overflows, no policy is broken, and no other host is asked for anything.</summary>
[Collection(SharedBrowser.Name)]
[Trait("Category", "Browser")]
public sealed class PageSweepTests(BrowserFixture browser)
{
    // Overflow is looked for at all three; what axe looks at changes with the layout, which is the phone's or the desktop's.
    private static readonly int[] _widths = [390, 768, 1280];
    private static readonly AxeRunOptions _rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    [Theory]
    [InlineData("/")]
    [InlineData("/how-it-works")]
    [InlineData("/privacy")]
    [InlineData("/about")]
    [InlineData("/contact")]
    [InlineData("/dashboard")]
    [InlineData("/track")]
    [InlineData("/submit")]
    [InlineData("/auth/login")]
    [InlineData("/no-such-page")]
    public Task Open_pages(string path) => SweepAsync(page => page.GotoAsync(path));

    [Theory]
    [InlineData(DemoTrackingIds.ActionTaken)]
    [InlineData(DemoTrackingIds.AwaitingCitizen)]
    [InlineData(DemoTrackingIds.Closed)]
    public Task Tracked_complaints(string trackingId) => SweepAsync(page => page.TrackAsync(trackingId));

    [Fact]
    public async Task A_service_is_suggested_and_chosen_without_a_reload()
    {
        foreach (var dark in new[] { false, true })
        {
            var page = await browser.OpenAsync(dark: dark);
            await page.GotoAsync("/submit");
            await page.LiveAsync();
            await page.Locator("input[name=Kind][value=ServiceFault]").CheckAsync();
            await page.Button("Continue").ClickAsync();
            await page.Locator("#Words").FillAsync("paip line toot gayi hai, paani beh raha hai");
            await page.EvaluateAsync("() => { window.isSamePage = true; }");
            await page.Button("Suggest").ClickAsync();
            await page.Button("Water Supply – Pipeline Leakage").ClickAsync();
            await page.Locator(".suggest__choice[aria-pressed=true]").WaitForAsync();
            await LookAsync(page);
            Assert.True(await page.Locator("input[name=DepartmentId][value='1']").IsCheckedAsync());
            Assert.Equal("Pipeline Leakage", await page.Locator("#ServiceId option:checked").TextContentAsync());
            Assert.True(await page.EvaluateAsync<bool>("() => window.isSamePage === true"), "The page was loaded again.");
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task Every_step_of_the_wizard()
    {
        foreach (var dark in new[] { false, true })
        {
            var page = await browser.OpenAsync(dark: dark);
            await page.TellAsync(kind: "BribeDemanded", account: "I am the only shopkeeper there, call me on 98765 43210. The clerk asked for money on three days.");
            await LookAsync(page);
            for (var back = 0; back < 3; back++)
            {
                await page.Button("Back").ClickAsync();
                await page.Locator($"[aria-current=step] >> nth=0").WaitForAsync();
                await LookAsync(page);
            }

            for (var next = 0; next < 5; next++)
            {
                await page.Button("Continue").ClickAsync();
                await LookAsync(page);
            }

            await page.Button("Send the complaint").ClickAsync();
            await page.GetByTestId("tracking-id").WaitForAsync();
            await LookAsync(page);
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task Every_step_of_the_tracking_page()
    {
        foreach (var dark in new[] { false, true })
        {
            var page = await browser.OpenAsync(dark: dark);
            await page.TrackAsync(DemoTrackingIds.AwaitingCitizen);
            await page.LiveAsync();
            await page.GetByText("Withdraw or erase this complaint").ClickAsync();
            await LookAsync(page);
            await page.Button("Withdraw the complaint…").ClickAsync();
            await page.Button("Withdraw it now").WaitForAsync();
            await LookAsync(page);
            await page.Button("Something happened to me").ClickAsync();
            await page.Button("Tell the Integrity Cell").ClickAsync();
            await page.Locator("#errors").WaitForAsync();
            await LookAsync(page);
            await page.Button("Go back").ClickAsync();
            await page.GetByText("Withdraw or erase this complaint").ClickAsync();
            await page.Button("Erase what I wrote…").ClickAsync();
            await page.Button("Erase it for good").ClickAsync();
            await page.Locator("#errors").WaitForAsync();
            await LookAsync(page);
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task Officers_pages()
    {
        foreach (var dark in new[] { false, true })
        {
            var page = await browser.OpenAsync(dark: dark);
            await page.SignInAsync("officer_health", "Officer@1234", "Clean-water-88");
            await page.GotoAsync("/auth/profile");
            await LookAsync(page);
            await page.GotoAsync("/auth/change-password");
            await LookAsync(page);
            foreach (var path in new[] { "notices", "notices/settings" })
            {
                await page.GotoAsync($"/officer/{path}");
                await page.Locator("main :is(.empty, .notices, form)").First.WaitForAsync();
                await page.Locator("a.bell").WaitForAsync();
                await LookAsync(page);
            }

            await page.GotoAsync("/officer/dashboard?scope=all");
            await page.Locator("tr[data-case] a").First.WaitForAsync();
            await LookAsync(page);
            await page.Locator("tr[data-case] a").First.ClickAsync();
            await page.Locator("[data-testid=status]").WaitForAsync();
            await LookAsync(page);
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task Supervisors_pages_and_tools()
    {
        foreach (var dark in new[] { false, true })
        {
            var page = await browser.OpenAsync(dark: dark);
            await page.SignInAsync("supervisor_health", "Officer@1234", "Clean-water-99");
            await page.Locator("tr[data-case] .pick input").First.CheckAsync();
            await page.Button("Internal note…").ClickAsync();
            await page.Button("Write it in 1").ClickAsync();
            await page.Locator(".bulk__form [role=alert]").WaitForAsync();
            await page.GetByText("Save this view").ClickAsync();
            await page.Locator("#view-name").WaitForAsync();
            await LookAsync(page);
            await page.Button("Keyboard shortcuts").ClickAsync();
            await page.Locator("dialog#keys[open]").WaitForAsync();
            await LookAsync(page);
            await page.GotoAsync("/officer/metrics");
            await page.GetByTestId("whose").WaitForAsync();
            await LookAsync(page);
            await page.GotoAsync("/officer/templates");
            await page.GetByTestId("template").First.WaitForAsync();
            await LookAsync(page);
            await page.GetByTestId("new").ClickAsync();
            await page.Locator("#template-text").FillAsync("Dear {name}");
            await page.Button("Save").ClickAsync();
            await page.Locator(".field__error").First.WaitForAsync();
            await LookAsync(page);
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task Administrators_pages()
    {
        foreach (var dark in new[] { false, true })
        {
            var page = await browser.OpenAsync(dark: dark);
            await page.SignInAsync("admin", "Admin@1234", "Town-hall-clock-9");
            foreach (var path in new[] { "dashboard", "complaints", "assignment", "officers", "departments", "departments/1", "departments/import", "wards", "calendars", "calendars/1", "audit-logs", "jobs", "status", "settings" })
            {
                await page.GotoAsync($"/admin/{path}");
                await page.Locator("main h1").WaitForAsync();
                await page.Locator("main .skeleton").WaitForAsync(new() { State = WaitForSelectorState.Detached });
                await LookAsync(page);
            }
        }
    }

    [Fact]
    public async Task The_figures_of_the_town()
    {
        foreach (var dark in new[] { false, true })
        {
            var page = await browser.OpenAsync(dark: dark);
            await page.SignInAsync("admin", "Admin@1234", "Town-hall-clock-9");
            foreach (var query in new[] { "", "?unit=Week&by=Service&compare=YearAgo", "?unit=Day&period=Own&from=2026-03-02&until=2026-03-01", "?unit=Quarter&period=Years5&compare=None&by=Kind" })
            {
                await page.GotoAsync($"/admin/analytics{query}");
                await page.GetByTestId("recount").WaitForAsync();
                await page.EvaluateAsync("() => document.querySelectorAll('main details').forEach(details => { details.open = true; })");
                await LookAsync(page);
            }
        }
    }

    [Fact]
    public async Task An_administrator_opens_a_case_and_keeps_the_town()
    {
        foreach (var dark in new[] { false, true })
        {
            var page = await browser.OpenAsync(dark: dark);
            await page.SignInAsync("admin", "Admin@1234", "Town-hall-clock-9");
            await page.GotoAsync("/admin/complaints");
            await page.Locator("[data-testid=case] a").First.ClickAsync();
            await page.GetByTestId("break-glass").ClickAsync();
            await page.GetByTestId("open").ClickAsync();
            await page.Locator("#purpose-error").WaitForAsync();
            await LookAsync(page);
            await page.Locator("#purpose").SelectOptionAsync("Handling");
            await page.Locator("#reason").FillAsync("Somebody asked why nothing happens.");
            await page.GetByTestId("open").ClickAsync();
            await page.GetByTestId("opened").WaitForAsync();
            await LookAsync(page);
            await page.GotoAsync("/admin/officers");
            await page.Locator("[data-testid=person] a").First.ClickAsync();
            await page.Locator("#away-from").WaitForAsync();
            await page.Locator("section.history .hint").First.WaitForAsync();
            await LookAsync(page);
            await page.GotoAsync("/admin/wards");
            await page.GetByTestId("delete").First.ClickAsync();
            await page.GetByTestId("confirm-delete").ClickAsync();
            await page.GetByTestId("still-used").WaitForAsync();
            await LookAsync(page);
            await page.GotoAsync("/admin/settings");
            await page.GetByTestId("edit").First.ClickAsync();
            await page.Locator("#setting-value").FillAsync("0");
            await page.Button("Save").ClickAsync();
            await page.Locator("#setting-value-error").WaitForAsync();
            await LookAsync(page);
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task Auditors_pages()
    {
        foreach (var dark in new[] { false, true })
        {
            var page = await browser.OpenAsync(dark: dark);
            await page.SignInAsync("auditor", "Officer@1234", "Second-look-77");
            foreach (var (path, ready) in new[] { ("/admin/dashboard", "[data-testid=Total]"), ("/officer/metrics", "[data-testid=whose]"), ("/admin/analytics", "[data-testid=recount]"), ("/admin/audit-logs", "[data-testid=entry]") })
            {
                await page.GotoAsync(path);
                await page.Locator(ready).First.WaitForAsync();
                await LookAsync(page);
            }

            await page.Context.CloseAsync();
        }
    }

    private async Task SweepAsync(Func<IPage, Task> go)
    {
        foreach (var dark in new[] { false, true })
        {
            var page = await browser.OpenAsync(dark: dark);
            await go(page);
            await LookAsync(page);
            await page.Context.CloseAsync();
        }
    }

    private async Task LookAsync(IPage page)
    {
        foreach (var width in _widths)
        {
            await page.SetViewportSizeAsync(width, 900);
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), $"{page.Url} scrolls sideways at {width} px.");
            if (width == 768)
            {
                continue;
            }

            await page.EvaluateAsync("() => window.scrollTo(0, 0)"); // What is scrolled halfway out of sight is half a target to axe.
            Assert.Equal(1, await page.Locator("h1").CountAsync());
            var found = await page.RunAxe(_rules);
            Assert.True(found.Violations.Length == 0, $"{page.Url} at {width} px: " + string.Join("; ", found.Violations.Select(v => $"{v.Id} {v.Nodes[0].Html}")));
        }

        Assert.Empty(browser.FaultsOf(page));
        Assert.Empty(browser.Strangers);
    }
}
