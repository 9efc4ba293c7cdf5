using System.Globalization;
using Microsoft.Playwright;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Browser;

/// <summary>The main job from end to end: a citizen, an officer and the public, each in a browser of their own, over circuits.</summary>
[Collection(SharedBrowser.Name)]
[Trait("Category", "Browser")]
public sealed class MainJobTests(BrowserFixture browser)
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_complaint_is_filed_seen_worked_followed_and_closed()
    {
        var (citizen, officer, anybody) = (await browser.OpenAsync(width: 390), await browser.OpenAsync(), await browser.OpenAsync(width: 768));
        await officer.SignInAsync("officer_water", "Officer@1234", "Water-tower-88");
        await officer.GotoAsync("/officer/dashboard?scope=unassigned&order=newest");
        await officer.Locator("table.queue").WaitForAsync();
        var known = await Cases(officer);
        await anybody.GotoAsync("/dashboard");
        await anybody.Locator("canvas").First.WaitForAsync();
        var total = await Total(anybody);

        await citizen.TellAsync();
        var trackingId = await citizen.SendAsync();

        // The receipt is on the citizen's page the moment the complaint is released; from here the officer's page has a second.
        var fresh = officer.Locator("tr.is-new[data-case]");
        Assert.InRange(await fresh.First.UntilAsync(), TimeSpan.Zero, _second);
        var caseNumber = (await fresh.First.GetAttributeAsync("data-case"))!;
        Assert.DoesNotContain(caseNumber, known);
        Assert.Contains("(1)", await officer.TitleAsync(), StringComparison.Ordinal);
        await anybody.WaitForFunctionAsync("before => document.querySelector('[data-testid=total] .tile__value').textContent.trim() !== before", total);
        Assert.Equal(Number(total) + 1, Number(await Total(anybody)));

        await citizen.TrackAsync(trackingId);
        await citizen.LiveAsync();
        Assert.Equal("Pending", (await citizen.GetByTestId("status").TextContentAsync())!.Trim());
        await fresh.First.GetByRole(AriaRole.Button).ClickAsync();
        await Status(citizen, "Under Review");

        await officer.GotoAsync($"/officer/complaint/{caseNumber}");
        await Act(officer, "Ask the citizen", "On which days was it?");
        await Status(citizen, "Awaiting Citizen");
        await citizen.GetByText("On which days was it?").WaitForAsync();
        await citizen.GetByLabel("Your answer").FillAsync("From Monday to Friday.");
        await citizen.Button("Send").ClickAsync();
        await officer.GetByText("From Monday to Friday.").WaitForAsync();

        await officer.GetByRole(AriaRole.Button, new() { Name = "Propose closing" }).First.ClickAsync();
        await officer.Locator("#outcome").SelectOptionAsync("Resolved");
        await officer.Locator("#text").FillAsync("The counter now has a public queue board.");
        await officer.Locator(".next__send button[type=submit]").ClickAsync();
        await Status(citizen, "Action Taken");
        await citizen.GetByText("The counter now has a public queue board.").First.WaitForAsync();
        await citizen.Button("Yes, close it").ClickAsync();
        await Status(citizen, "Closed");
        await officer.Locator("[data-testid=status]", new() { HasText = "Closed" }).WaitForAsync();
    }

    [Fact]
    public async Task What_an_administrator_assigns_appears_in_the_officers_open_page_within_a_second()
    {
        var (admin, officer, citizen) = (await browser.OpenAsync(), await browser.OpenAsync(), await browser.OpenAsync(script: false));
        await officer.SignInAsync("officer_roads", "Officer@1234", "Gravel-road-88");
        await citizen.TellAsync(department: 2);
        await citizen.SendAsync();
        await officer.GotoAsync("/officer/dashboard?scope=mine&order=newest");
        await officer.Locator(".tiles").WaitForAsync();
        await admin.SignInAsync("admin", "Admin@1234", "Town-hall-clock-9");
        await admin.GotoAsync("/admin/complaints?order=newest");
        var row = admin.GetByTestId("case").First;
        var caseNumber = (await row.GetByRole(AriaRole.Link).TextContentAsync())!.Trim();
        await row.GetByRole(AriaRole.Button, new() { Name = "Assign" }).ClickAsync();
        await admin.Locator("form.assign select").SelectOptionAsync(new SelectOptionValue { Label = "Officer, Roads & Infrastructure" });
        await admin.Locator("form.assign button[type=submit]").ClickAsync();

        Assert.InRange(await officer.Locator($"tr[data-case='{caseNumber}']").UntilAsync(), TimeSpan.Zero, _second);
    }

    private static async Task Act(IPage officer, string act, string text)
    {
        await officer.GetByRole(AriaRole.Button, new() { Name = act }).First.ClickAsync();
        await officer.Locator("#text").FillAsync(text);
        await officer.Locator(".next__send button[type=submit]").ClickAsync();
    }

    private static Task Status(IPage page, string words) => page.Locator("[data-testid=status]", new() { HasText = words }).WaitForAsync();

    private static async Task<IReadOnlyList<string?>> Cases(IPage officer)
        => await officer.Locator("tr[data-case]").EvaluateAllAsync<string?[]>("rows => rows.map(row => row.dataset.case)");

    private static async Task<string> Total(IPage page) => (await page.Locator("[data-testid=total] .tile__value").TextContentAsync())!.Trim();

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
