using Bunit;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Staff.Queue;
using Mibsp.Web.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Mibsp.Tests.Web.Features.Staff;

/// <summary>What an officer's open queue shows, and what it tells by itself.</summary>
public sealed class QueuePageTests : PageTests
{
    [Fact]
    public async Task A_new_complaint_appears_without_a_reload_and_is_announced()
    {
        var page = Open(await Town.HireAsync());

        var filed = await Town.FileAsync();

        page.WaitForAssertion(() => Assert.Equal([filed.CaseNumber], Cases(page)));
        page.WaitForAssertion(() => Assert.Contains($"New complaint {filed.CaseNumber}", Said(page), StringComparison.Ordinal));
        Assert.Contains("is-new", page.Find($"[data-case='{filed.CaseNumber}']").ClassName, StringComparison.Ordinal);
        Assert.Equal("1", page.FindAll(".tile__value")[3].TextContent);
    }

    [Fact]
    public async Task A_new_complaint_is_announced_even_where_the_filter_hides_it()
    {
        var page = Open(await Town.HireAsync(), "?show=mine");

        var filed = await Town.FileAsync();

        page.WaitForAssertion(() => Assert.Contains(filed.CaseNumber, Said(page), StringComparison.Ordinal));
        Assert.Empty(Cases(page));
    }

    [Fact]
    public async Task Taking_a_complaint_makes_it_mine()
    {
        var filed = await Town.FileAsync();
        var page = Open(await Town.HireAsync());

        await page.TakeFirstAsync();

        page.WaitForAssertion(() => Assert.Equal("You", page.Find(".queue__who").TextContent.Trim()));
        Assert.Contains("Under Review", page.Find($"[data-case='{filed.CaseNumber}']").TextContent, StringComparison.Ordinal);
        Assert.Equal("1", page.FindAll(".tile__value")[0].TextContent);
    }

    [Fact]
    public async Task What_a_colleague_takes_goes_away_with_a_word()
    {
        var filed = await Town.FileAsync();
        var page = Open(await Town.HireAsync());

        await Town.TakeAsync(filed, await Town.HireAsync(name: "Asha Rao"));

        page.WaitForAssertion(() => Assert.Empty(Cases(page)));
        page.WaitForAssertion(() => Assert.Contains($"{filed.CaseNumber}: Asha Rao has it now", Said(page), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_citizens_answer_is_announced_to_whom_it_is_for()
    {
        var officer = await Town.HireAsync();
        var filed = await Town.FileAndTakeAsync(officer);
        var page = Open(officer);

        Town.Done(await Portal.Get<ComplaintTracking>().WriteAsync(filed.TrackingId, "It was on the corner.", Token));

        page.WaitForAssertion(() => Assert.Contains($"The citizen answered in {filed.CaseNumber}", Said(page), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_departments_complaint_shows_nowhere()
    {
        await Town.FileAsync();
        var page = Open(await Town.HireAsync(StaffRole.Officer, Town.Roads));
        await Town.FileAsync();
        var theirs = await Town.FileAsync(A.NewComplaint(Town.Roads));

        page.WaitForAssertion(() => Assert.Equal([theirs.CaseNumber], Cases(page)));
        Assert.Equal("1", page.FindAll(".tile__value")[3].TextContent);
    }

    [Fact]
    public async Task Who_is_kept_away_from_a_complaint_meets_neither_row_nor_count_nor_news()
    {
        var officer = await Town.HireAsync();
        var filed = await Town.FileAndTakeAsync(officer);
        await Town.ProposeAsync(filed, officer);
        Town.Done(await Portal.Get<ComplaintTracking>().ContestAsync(filed.TrackingId, "Not so.", Token));
        var page = Open(officer);
        var other = await Town.FileAsync();

        page.WaitForAssertion(() => Assert.Equal([other.CaseNumber], Cases(page)));
        Assert.DoesNotContain(filed.CaseNumber, page.Markup, StringComparison.Ordinal);
        Assert.Equal("1", page.FindAll(".tile__value")[3].TextContent);
    }

    [Fact]
    public async Task The_filter_comes_from_the_address()
    {
        var officer = await Town.HireAsync();
        var (mine, free) = (await Town.FileAndTakeAsync(officer), await Town.FileAsync());

        Assert.Equal([mine.CaseNumber], Cases(Open(officer, "?show=mine")));
        Assert.Equal([free.CaseNumber], Cases(Open(officer, "?status=pending")));
        Assert.Equal([free.CaseNumber], Cases(Open(officer, $"?case={free.CaseNumber}")));
        Assert.Empty(Cases(Open(officer, "?delayed=true")));
        Assert.Equal(2, Cases(Open(officer, "?status=42&show=nonsense&page=x")).Count());
    }

    [Fact]
    public async Task A_missed_deadline_is_said_in_days()
    {
        var officer = await Town.HireAsync();
        await Town.FileAndTakeAsync(officer);
        Portal.Clock.Advance(TimeSpan.FromDays(9));

        var page = Open(officer);

        Assert.Contains("2 days late", page.Find(".queue").TextContent, StringComparison.Ordinal);
        Assert.Contains("Delayed", page.Find(".queue").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaving_the_page_ends_its_subscription()
    {
        Open(await Town.HireAsync());
        var live = Portal.Get<LiveUpdates>();
        Assert.Equal(1, live.Count(LiveUpdates.DepartmentTopic(Town.Water)));

        await DisposeComponentsAsync();

        Assert.Equal(0, live.Count(LiveUpdates.DepartmentTopic(Town.Water)));
    }

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    private static IEnumerable<string?> Cases(IRenderedComponent<QueuePage> page) => page.FindAll("tr[data-case]").Select(row => row.GetAttribute("data-case"));

    private static string Said(IRenderedComponent<QueuePage> page) => page.Find(".toasts").TextContent;

    private IRenderedComponent<QueuePage> Open(Member member, string query = "")
    {
        SignIn(member);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/officer/dashboard{query}");
        var page = Render<QueuePage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".tiles")));
        return page;
    }
}
