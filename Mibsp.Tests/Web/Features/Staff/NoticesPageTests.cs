using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Domain.Notifying;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Staff.Cases;
using Mibsp.Web.Features.Staff.Notices;
using Mibsp.Web.Live;

namespace Mibsp.Tests.Web.Features.Staff;

/// <summary>The bell beside every page, and the page it leads to.</summary>
public sealed class NoticesPageTests : PageTests
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_bell_counts_what_comes_without_a_reload()
    {
        var (officer, filed) = await OfficerAsync();
        SignIn(officer);
        var bell = Render<NoticeBell>();
        bell.WaitForAssertion(() => Assert.Equal("Notifications", Words(bell)));
        Assert.Equal("/officer/notices", bell.Find("a.bell").GetAttribute("href"));
        Assert.Empty(bell.FindAll(".bell__count"));

        await WriteAsync(filed);
        bell.WaitForAssertion(() => Assert.Equal("1", bell.Find(".bell__count").TextContent));
        Assert.Equal("Notifications, 1 unread", Words(bell));

        await WriteAsync(filed);
        bell.WaitForAssertion(() => Assert.Equal("Notifications, 2 unread", Words(bell)));
    }

    [Fact]
    public async Task Every_open_bell_of_the_person_learns_what_was_read_elsewhere()
    {
        var (officer, filed) = await OfficerAsync();
        await WriteAsync(filed);
        SignIn(officer);
        var bell = Render<NoticeBell>();
        bell.WaitForAssertion(() => Assert.Equal("1", bell.Find(".bell__count").TextContent));

        await Portal.Get<NoticeReading>().MarkAllAsync(officer.Actor, Token);

        bell.WaitForAssertion(() => Assert.Empty(bell.FindAll(".bell__count")));
    }

    [Fact]
    public async Task Who_wants_no_number_gets_none_and_the_way_stays()
    {
        var (officer, filed) = await OfficerAsync();
        await WriteAsync(filed);
        SignIn(officer);
        var bell = Render<NoticeBell>();
        bell.WaitForAssertion(() => Assert.Equal("1", bell.Find(".bell__count").TextContent));

        Town.Done(await Portal.Get<NoticeChoosing>().SaveAsync(NoticeWishes.Usual with { BellOn = false }, officer.Actor, Token));

        bell.WaitForAssertion(() => Assert.Empty(bell.FindAll(".bell__count")));
        Assert.Equal("/officer/notices", bell.Find("a.bell").GetAttribute("href"));
    }

    [Fact]
    public async Task A_bell_that_fails_stays_a_link()
    {
        // Nobody is signed in any more.
        AddAuthorization().SetNotAuthorized();
        await OfficerAsync();

        var bell = Render<NoticeBell>();

        bell.WaitForAssertion(() => Assert.Equal("Notifications", Words(bell)));
    }

    [Fact]
    public async Task Leaving_ends_the_subscriptions_of_bell_and_page()
    {
        var (officer, _) = await OfficerAsync();
        SignIn(officer);
        Render<NoticeBell>();
        Open();
        var live = Portal.Get<LiveUpdates>();
        Assert.Equal(2, live.Count(LiveUpdates.UserTopic(officer.Id)));

        await DisposeComponentsAsync();

        Assert.Equal(0, live.Count(LiveUpdates.UserTopic(officer.Id)));
    }

    [Fact]
    public async Task The_page_says_what_happened_in_which_case_and_on_what_day()
    {
        var (officer, filed) = await OfficerAsync();
        SignIn(officer);
        var page = Open();
        Assert.Contains("Nothing to tell you yet", page.Markup, StringComparison.Ordinal);

        await WriteAsync(filed);

        page.WaitForAssertion(() => Assert.Single(Rows(page)));
        var row = Rows(page)[0];
        Assert.Contains("The citizen wrote, or added a file.", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("15 Jul 2026", row.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/officer/complaint/{filed.CaseNumber}", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("1 unread", page.Find(".notices-do [role=status]").TextContent);
    }

    [Fact]
    public async Task One_or_all_can_be_marked_as_read_and_stay_in_the_history()
    {
        var (officer, filed) = await OfficerAsync();
        await WriteAsync(filed);
        await WriteAsync(filed);
        SignIn(officer);
        var page = Open();

        await page.Find(".notices__item button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("1 unread", page.Find(".notices-do [role=status]").TextContent));

        await page.Find(".notices-do button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("Nothing unread", page.Find(".notices-do [role=status]").TextContent));
        Assert.Equal(2, Rows(page).Count);
        Assert.Empty(page.FindAll(".notices__item button"));
        Assert.True(page.Find(".notices-do button").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Opening_the_case_reads_what_was_told_of_it()
    {
        var (officer, filed) = await OfficerAsync();
        var other = await Town.FileAndTakeAsync(officer);
        await WriteAsync(filed);
        await WriteAsync(other);
        SignIn(officer);

        Render<CasePage>(parameters => parameters.Add(page => page.CaseNumber, filed.CaseNumber)).WaitForState(() => JSInterop.Invocations["mibspTab.draft"].Count > 0);

        Assert.Equal(1, await Portal.Get<NoticeReading>().CountUnreadAsync(officer.Actor, Token));
    }

    [Fact]
    public async Task A_colleagues_notices_and_those_of_lost_cases_are_not_there()
    {
        var (officer, filed) = await OfficerAsync();
        await WriteAsync(filed);
        await Town.ProposeAsync(filed, officer);
        Town.Done(await Portal.Get<ComplaintTracking>().ContestAsync(filed.TrackingId, "Not so.", Token));
        foreach (var member in new[] { officer, await Town.HireAsync() })
        {
            SignIn(member);
            var page = Open();

            Assert.Empty(Rows(page));
            Assert.Equal("Nothing unread", page.Find(".notices-do [role=status]").TextContent);
        }
    }

    [Fact]
    public async Task Nonsense_in_the_address_shows_the_first_page()
    {
        var (officer, filed) = await OfficerAsync();
        await WriteAsync(filed);
        SignIn(officer);

        Assert.Single(Rows(Open("?page=x")));
        Assert.Empty(Rows(Open("?page=2")));
    }

    private async Task<(Member Officer, Filed Filed)> OfficerAsync()
    {
        var officer = await Town.HireAsync();
        return (officer, await Town.FileAndTakeAsync(officer));
    }

    private Task WriteAsync(Filed filed) => DigestTests.WriteAsync(Portal, filed);

    private static string Words(IRenderedComponent<NoticeBell> bell) => bell.Find(".bell .visually-hidden").TextContent;

    private static IReadOnlyList<AngleSharp.Dom.IElement> Rows(IRenderedComponent<NoticesPage> page) => [.. page.FindAll("[data-testid=notice]")];

    private IRenderedComponent<NoticesPage> Open(string query = "")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/officer/notices{query}");
        var page = Render<NoticesPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".empty, .notices")));
        return page;
    }
}
