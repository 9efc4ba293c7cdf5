using Bunit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Views;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Staff.Queue;
using Mibsp.Web.Features.Lists;

namespace Mibsp.Tests.Web.Features.Staff;

/// <summary>One's own filters as links above the queue.</summary>
public sealed class SavedViewsTests : PageTests
{
    private static readonly QueueFilter _late = new(QueueScope.Mine, OpenOnly: true, DelayedOnly: true, Bursts: BurstShow.Apart, Order: QueueOrder.Newest);

    [Fact]
    public async Task What_is_seen_now_is_saved_under_a_name_without_its_place()
    {
        var officer = await Town.HireAsync();
        var views = Open(officer, _late);

        await SaveAsync(views, "Late ones");

        views.WaitForAssertion(() => Assert.Equal("Late ones", views.Find(".views__link").TextContent));
        Assert.Equal("/officer/dashboard?show=mine&delayed=true&sort=newest", views.Find(".views__link").GetAttribute("href"));
        Assert.Equal("page", views.Find(".views__link").GetAttribute("aria-current"));
        Assert.Null(Open(officer, _late with { Scope = QueueScope.All }).Find(".views__link").GetAttribute("aria-current"));
    }

    [Fact]
    public async Task A_view_is_renamed_and_deleted_and_a_name_that_is_taken_is_refused_in_words()
    {
        var views = Open(await Town.HireAsync(), _late);
        await SaveAsync(views, "Late ones");
        views.WaitForAssertion(() => Assert.Single(views.FindAll("[data-testid=view]")));

        await SaveAsync(views, "late ones");
        views.WaitForAssertion(() => Assert.Contains("already in use", views.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("late ones", views.Find("#view-name").GetAttribute("value"));
        await views.Find("[data-testid=view] input").InputAsync("Overdue");
        await views.Find("[data-testid=view]").SubmitAsync();
        views.WaitForAssertion(() => Assert.Equal("Overdue", views.Find(".views__link").TextContent));
        await views.Find("[data-testid=delete]").ClickAsync(new());

        views.WaitForAssertion(() => Assert.Empty(views.FindAll(".views__link")));
    }

    [Fact]
    public async Task Whatever_is_stored_leads_to_the_queue_and_nowhere_else()
    {
        var officer = await Town.HireAsync();
        Town.Done(await Portal.Get<ViewKeeping>().SaveAsync("Odd", "//evil.example/?show=mine&status=%3Cscript%3E&page=7&x=y", officer.Actor, Xunit.TestContext.Current.CancellationToken));

        Assert.Equal("/officer/dashboard", Open(officer, _late).Find(".views__link").GetAttribute("href"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("show=unassigned&status=awaitingcitizen&sort=casenumber&bursts=together")]
    [InlineData("status=any&delayed=true")]
    [InlineData("case=000123")]
    public void An_address_says_the_same_when_it_was_read_and_written(string query)
        => Assert.Equal(query, QueueAddress.Query(QueueAddress.Read(query)));

    private static async Task SaveAsync(IRenderedComponent<SavedViews> views, string name)
    {
        if (views.FindAll("#view-name").Count == 0)
        {
            await views.Find(".views > button").ClickAsync(new());
        }

        await views.Find("#view-name").InputAsync(name);
        await views.Find(".views__panel form").SubmitAsync();
    }

    private IRenderedComponent<SavedViews> Open(Member member, QueueFilter filter)
    {
        SignIn(member);
        return Render<SavedViews>(p => p.Add(v => v.Query, QueueAddress.Query(filter with { Place = null })).Add(v => v.AddressOf, query => QueueAddress.Of(QueueAddress.Read(query))));
    }
}
