using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Views;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Admin.Assignment;
using Mibsp.Web.Features.Admin.Complaints;
using Mibsp.Web.Live;

namespace Mibsp.Tests.Web.Features.Admin;

/// <summary>What an administrator does with the list: columns, views, several at once, pages, and who gets new complaints.</summary>
public sealed class ListToolsTests : PageTests
{
    private Member _admin = default!;
    private Member _officer = default!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _officer = await Town.HireAsync(name: "Asha");
        _admin = await Town.HireAsync(StaffRole.Administrator);
        SignIn(_admin);
    }

    [Fact]
    public async Task Chosen_columns_stay_chosen()
    {
        await Town.FileAsync();
        var page = Open();
        await page.FindAll("[data-testid=columns] input")[^1].ChangeAsync(true);
        await page.FindAll("[data-testid=columns] input")[0].ChangeAsync(false);
        await page.Find("[data-testid=columns] form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(["Case", "Kind", "Department", "Service", "Filed", "Deadline", "Officer", "Outcome"], Headings(page)));
        Assert.Equal(Headings(page), Headings(Open()));
        Assert.Equal(ListChoice.Usual, await Portal.Get<ColumnKeeping>().FindAsync(_officer.Actor, Xunit.TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_view_is_kept_under_a_name()
    {
        await Town.FileAsync();
        var page = Open("/admin/complaints?status=Pending&ward=2&after=2026-000900");

        await page.Find(".views button").ClickAsync();
        await page.Find("#view-name").InputAsync("Ward two");
        await page.Find(".views__panel form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("/admin/complaints?status=Pending&ward=2", page.Find(".views__link").GetAttribute("href")));
        Assert.Equal("page", page.Find(".views__link").GetAttribute("aria-current"));
    }

    [Fact]
    public async Task Ticked_rows_are_given_to_an_officer_and_each_says_what_came_of_it()
    {
        var (mine, other) = (await Town.FileAsync(), await Town.FileAsync(A.NewComplaint(Town.Roads)));
        var page = Open();

        foreach (var i in new[] { 0, 1 })
        {
            await page.FindAll("tbody input[type=checkbox]")[i].ChangeAsync(true);
        }

        await page.Find(".bulk__acts button").ClickAsync();
        await page.Find("#bulk-officer").ChangeAsync(_officer.Id.ToString());
        await page.Find(".bulk__form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains(other.CaseNumber, page.Find("[data-testid=bulk-result] li").TextContent));
        Assert.DoesNotContain(mine.CaseNumber, page.Find("[data-testid=bulk-result]").TextContent);
        Assert.Contains("Asha", page.FindAll("[data-testid=case]").Single(row => row.TextContent.Contains(mine.CaseNumber, StringComparison.Ordinal)).TextContent);
    }

    [Fact]
    public async Task Pages_go_on_from_where_the_last_one_ended()
    {
        for (var i = 0; i < 27; i++)
        {
            await Town.FileAsync();
        }

        var first = Open();
        Assert.Equal(25, first.FindAll("[data-testid=case]").Count);
        Assert.Empty(first.FindAll("a[rel=prev]"));
        var next = Open(first.Find("a[rel=next]").GetAttribute("href")!);
        Assert.Equal(["2026-000002", "2026-000001"], next.FindAll("[data-testid=case] a").Select(a => a.TextContent[^6..].Insert(0, "2026-")));
        Assert.Empty(next.FindAll("a[rel=next]"));
        var back = Open(next.Find("a[rel=prev]").GetAttribute("href")!);
        Assert.Equal(first.Find("[data-testid=case] a").TextContent, back.Find("[data-testid=case] a").TextContent);
    }

    [Fact]
    public async Task A_rule_is_set_and_the_next_complaint_has_an_officer()
    {
        var page = Render<AssignmentPage>();
        page.WaitForElement("[data-testid=rule]");
        var rule = page.FindAll("[data-testid=rule]").First(card => card.TextContent.Contains("Water Supply", StringComparison.Ordinal));
        Assert.Contains("Can be given work today: 1", rule.TextContent);

        await rule.QuerySelector("select")!.ChangeAsync("InTurn");
        await page.FindAll("[data-testid=rule]").First(card => card.TextContent.Contains("Water Supply", StringComparison.Ordinal)).SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Water Supply: In turn: one officer after the other.", page.Find(".said").TextContent));
        await Town.FileAsync();
        Assert.Contains("Asha", Open().Find("[data-testid=case]").TextContent);
    }

    [Fact]
    public async Task Leaving_ends_what_the_page_watched()
    {
        Open();
        await DisposeComponentsAsync();

        Assert.Equal(0, Portal.Get<LiveUpdates>().Count(LiveUpdates.AllTopic));
    }

    private static List<string> Headings(IRenderedComponent<ComplaintsPage> page)
        => [.. page.FindAll("thead th").Select(th => th.TextContent.Trim()).Take(page.FindAll("thead th").Count - 1)];

    private IRenderedComponent<ComplaintsPage> Open(string address = "/admin/complaints")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = Render<ComplaintsPage>();
        page.WaitForElement("form.filters");
        return page;
    }
}
