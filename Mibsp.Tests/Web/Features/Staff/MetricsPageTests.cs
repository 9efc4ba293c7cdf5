using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Staff.Metrics;

namespace Mibsp.Tests.Web.Features.Staff;

/// <summary>The page on which people see the figures of their work.</summary>
public sealed class MetricsPageTests : PageTests
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_officer_reads_their_own_figures_and_what_each_of_them_counts()
    {
        var officer = await Town.HireAsync();
        await CloseAsync(officer, 5);
        await Town.FileAndTakeAsync(officer);
        SignIn(officer);

        var page = Open();

        Assert.StartsWith("My own work", page.Find("[data-testid=whose]").TextContent, StringComparison.Ordinal);
        Assert.Equal(("1", "1", "0", "100 %"), (Tile(page, "Open"), Tile(page, "Closed"), Tile(page, "Median"), Tile(page, "Kept")));
        Assert.Contains("Days while the citizen was asked", page.Find("[data-measure=Median]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Within the deadline", page.Find("[data-measure=Kept] th").TextContent);
        Assert.Equal("100 % (1 of 1)", page.Find("[data-measure=Kept] td").TextContent);
        Assert.Empty(page.FindAll("#of, [data-measure=Contested], [data-measure=WaitedFor], [data-testid=cut]"));
        Assert.Contains("goes to somebody else", page.Find("[data-testid=own-contests]").TextContent, StringComparison.Ordinal);
        Assert.Equal(12, page.FindAll("#period option").Count);
    }

    [Fact]
    public async Task A_rating_is_shown_from_three_on()
    {
        var officer = await Town.HireAsync();
        await CloseAsync(officer, 5);
        await CloseAsync(officer, 4);
        SignIn(officer);
        Assert.Equal("Too few", Tile(Open(), "Rating"));

        await CloseAsync(officer, 4);

        Assert.Equal("4.3 of 5", Tile(Open(), "Rating"));
    }

    [Fact]
    public async Task A_head_chooses_whose_figures_and_of_when()
    {
        var (head, officer) = (await Town.HireAsync(StaffRole.Supervisor), await Town.HireAsync(name: "Asha Rao"));
        await CloseAsync(officer, 5);
        SignIn(head);

        var page = Open($"?of=officer-{officer.Id:N}&period=2026-07");

        Assert.Equal("Asha Rao: July 2026", page.Find("[data-testid=whose]").TextContent);
        Assert.Equal("0 of 1", Tile(page, "Contested"));
        Assert.Equal(["My own work", "Water Supply", "Asha Rao"], page.FindAll("#of option").Select(o => o.TextContent));
        Assert.Equal("Asha Rao", page.Find("#of option[selected]").TextContent);
        Assert.NotEmpty(Open($"?of=department-{Town.Water}&period=x").FindAll("[data-measure=WaitedFor]"));
    }

    [Fact]
    public async Task An_officer_who_asks_about_a_colleague_is_told_that_there_is_nothing()
    {
        var (officer, colleague) = (await Town.HireAsync(), await Town.HireAsync());
        SignIn(officer);

        var page = Open($"?of=officer-{colleague.Id:N}");

        Assert.Contains("not yours to see", page.Find("[data-testid=none]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("table"));
    }

    private async Task CloseAsync(Member officer, int stars)
    {
        var filed = await Town.FileAndTakeAsync(officer);
        await Town.ProposeAsync(filed, officer);
        Town.Done(await Portal.Get<ComplaintTracking>().ConfirmAsync(filed.TrackingId, Token));
        Town.Done(await Portal.Get<ComplaintTracking>().RateAsync(filed.TrackingId, stars, Token));
    }

    private static string Tile(IRenderedComponent<MetricsPage> page, string name) => page.Find($"[data-testid={name}]").TextContent;

    private IRenderedComponent<MetricsPage> Open(string query = "")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/officer/metrics{query}");
        var page = Render<MetricsPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=whose], [data-testid=none]")));
        return page;
    }
}
