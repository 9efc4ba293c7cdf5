using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Analytics;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Admin.Analytics;
using Mibsp.Web.Features.Admin.Complaints;
using Mibsp.Web.Live;

namespace Mibsp.Tests.Web.Features.Admin.Analytics;

/// <summary>The console over the real figures: what it says, to whom, and what moves while it is open.</summary>
public sealed class AnalyticsPageTests : PageTests
{
    private Member _officer = default!;
    private Member _administrator = default!;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (_officer, _administrator) = (await Town.HireAsync(name: "Asha"), await Town.HireAsync(StaffRole.Administrator));
        SignIn(_administrator);
        SetRendererInfo(new("Server", true));
    }

    [Fact]
    public async Task The_town_in_numbers()
    {
        await CloseAsync();
        await Town.FileAsync();
        await Town.FileAndTakeAsync(_officer);

        var page = Open();

        Assert.Equal(("3", "1", "2"), (Tile(page, "Filed"), Tile(page, "Closed"), Tile(page, "Open")));
        Assert.Equal(("100 %", "0 %"), (Tile(page, "InTime"), Tile(page, "Contested")));
        Assert.Equal("3 more than none", Tile(page, "Filed-change"));
        Assert.Equal("Nothing to compare with", Tile(page, "InTime-change"));
        Assert.Equal(["1 Feb 2026 – 15 Jul 2026. All departments.", "Compared with 1 Aug 2025 – 15 Jan 2026."], page.FindAll("[data-testid=when] > *").Select(part => part.TextContent));
        Assert.Equal(["With nobody yet", "Asha"], page.FindAll("[data-testid=table-officers] tbody th").Select(th => th.TextContent).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(7, page.FindAll("section.figures__section").Count);
        Assert.All(page.FindAll("section.figures__section"), section => Assert.NotNull(section.QuerySelector("table")));
    }

    [Fact]
    public async Task What_is_chosen_in_the_address_is_what_is_shown()
    {
        await Town.FileAsync();
        await Town.FileAsync(A.NewComplaint(Town.Roads));

        var page = Open($"?unit=Week&period=Days30&department={Town.Roads}&compare=None&by=Kind");

        Assert.Equal("1", Tile(page, "Filed"));
        Assert.Contains("Roads.", page.Find("[data-testid=when]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=tile-Filed-change]"));
        Assert.Equal(["Week", "Days30", $"{Town.Roads}", "None"], page.FindAll("[data-testid=chooser] option[selected]").Select(o => o.GetAttribute("value")));
        Assert.Equal("Kind", page.Find(".tabs [aria-current]").TextContent);
        Assert.StartsWith("Week of", page.Find("[data-testid=table-volumes] tbody th").TextContent, StringComparison.Ordinal);
        Assert.Contains($"department={Town.Roads}", page.Find("[data-testid=csv-ages]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains($"department={Town.Roads}", page.Find(".tabs a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Days_that_cannot_be_are_said_to_be_wrong_beside_the_fields_and_stay_there()
    {
        var page = Open("?period=Own&from=2026-03-02&until=2026-03-01");

        Assert.Contains("The last day must not come before the first.", page.Find("[data-testid=fault]").TextContent, StringComparison.Ordinal);
        Assert.Equal(("2026-03-02", "2026-03-01", "true"), (page.Find("#from").GetAttribute("value"), page.Find("#until").GetAttribute("value"), page.Find("#until").GetAttribute("aria-invalid")));
        Assert.Contains("own-error", page.Find("#from").GetAttribute("aria-describedby"), StringComparison.Ordinal);
        Assert.Equal("Own", page.Find("#period option[selected]").GetAttribute("value"));
    }

    [Fact]
    public void A_time_that_is_too_long_is_shortened_and_that_is_said()
        => Assert.Contains("at most 400 days", Open("?unit=Day&period=Years5").Find("[data-testid=shortened]").TextContent, StringComparison.Ordinal);

    [Fact]
    public void A_town_in_which_nothing_happened_yet_says_so()
    {
        var page = Open();

        Assert.Equal(("0", "None yet", "As many as before: 0"), (Tile(page, "Filed"), Tile(page, "InTime"), Tile(page, "Filed-change")));
        Assert.Equal(["No complaint is open now.", "Nothing was filed in this time.", "No complaint is open now."], page.FindAll(".empty").Select(e => e.TextContent.Trim()).TakeLast(3));
        Assert.Empty(page.FindAll("td a, dd a"));
        Assert.Contains("recount", page.Find("[data-testid=recount]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StaffRole.Auditor)]
    [InlineData(StaffRole.Commissioner)]
    public async Task Who_has_no_lists_gets_no_links_and_is_told_of_no_person(StaffRole role)
    {
        await Town.FileAndTakeAsync(_officer);
        SignIn(await Town.HireAsync(role));

        var page = Open();

        Assert.Equal("1", Tile(page, "Filed"));
        Assert.DoesNotContain("/admin/complaints", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Asha", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#officers"));
    }

    [Fact]
    public async Task The_figures_move_while_one_looks_and_it_is_said_politely()
    {
        var page = Open();
        Assert.Equal("", page.Find("[data-testid=said]").TextContent);

        var filed = await Town.FileAsync();
        page.WaitForAssertion(() => Assert.Equal("1", Tile(page, "Filed")));
        Assert.Equal("Figures brought up to date: 1 filed, 0 closed, 1 open now.", page.Find("[data-testid=said]").TextContent);
        Assert.Equal("status", page.Find("[data-testid=said]").GetAttribute("role"));

        // By the next beat: who has it moves, and nothing of what was said.
        await Town.TakeAsync(filed, _officer);
        Portal.Clock.Advance(TimeSpan.FromSeconds(3));
        page.WaitForAssertion(() => Assert.Equal(["Asha"], page.FindAll("[data-testid=table-officers] tbody th").Select(th => th.TextContent)));
    }

    [Fact]
    public async Task Leaving_the_page_ends_its_subscriptions()
    {
        Open();
        var live = Portal.Get<LiveUpdates>();
        Assert.Equal((1, 1), (live.Count(LiveUpdates.AllTopic), live.Count(LiveUpdates.DayTopic)));

        await DisposeComponentsAsync();

        Assert.Equal((0, 0), (live.Count(LiveUpdates.AllTopic), live.Count(LiveUpdates.DayTopic)));
    }

    [Fact]
    public async Task Every_link_leads_to_as_many_complaints_as_its_number_says()
    {
        for (var day = 0; day < 5; day++)
        {
            await Town.FileAndTakeAsync(_officer, A.NewComplaint(Town.Water, serviceId: Town.Leakage, wardId: (day % 2) + 1));
            await Town.FileAsync(A.NewComplaint(Town.Roads, Mibsp.Domain.Complaints.ComplaintKind.Misconduct, Town.Potholes, wardId: 3));
            await CloseAsync();
            Portal.Clock.Advance(TimeSpan.FromDays(9));
        }

        foreach (var by in Enum.GetValues<Breakdown>())
        {
            var links = Open($"?by={by}&unit=Week").FindAll("td a, dd a");
            Assert.True(links.Count > 20, $"Only {links.Count} links.");
            foreach (var link in links)
            {
                var filter = ComplaintsAddress.OfQuery(link.GetAttribute("href")!.Split('?')[1]).ToFilter();
                var listed = await Portal.Get<ComplaintQueries>().ListAsync(filter, _administrator.Actor, Token);
                Assert.True($"{listed.Rows.Count}" == Number(link), $"{link.GetAttribute("href")} lists {listed.Rows.Count} and not {link.TextContent}.");
            }
        }
    }

    private static string Number(AngleSharp.Dom.IElement link) => link.TextContent.Split(' ')[0];

    private static string Tile(IRenderedComponent<AnalyticsPage> page, string name)
        => page.Find($"[data-testid=tile-{name}]").TextContent.Replace(" complaints, open the list", "", StringComparison.Ordinal).Trim();

    private async Task CloseAsync()
    {
        var filed = await Town.FileAndTakeAsync(_officer);
        await Town.ProposeAsync(filed, _officer);
        Town.Done(await Portal.Get<ComplaintTracking>().ConfirmAsync(filed.TrackingId, Token));
    }

    private IRenderedComponent<AnalyticsPage> Open(string query = "")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/admin/analytics" + query);
        var page = Render<AnalyticsPage>();
        page.WaitForElement("[data-testid=recount]");
        return page;
    }
}
