using Bunit;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Staff.Queue;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Mibsp.Tests.Web.Features.Staff;

/// <summary>Seven hundred junk reports (GlobaLeaks #3908 tells of 700 e-mails for them) are one thing to be told, and bury nobody.</summary>
public sealed class QueueBurstTests : PageTests
{
    private const int Junk = 700;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Seven_hundred_junk_reports_are_one_toast_and_the_honest_one_among_them_is_reachable_with_its_deadline_running()
    {
        var page = Open(await Town.HireAsync());
        var ordinary = BurstLimits.Usual.After;
        await FileAsync(Junk / 2);
        var honest = await Town.FileAsync(A.NewComplaint(Town.Water, serviceId: Town.Leakage, description: "The only earnest report among many, about a main that has been leaking since Sunday."));
        await FileAsync(Junk / 2);

        var told = $"A burst of reports came in: {Junk + 1 - ordinary} so far.";
        page.WaitForAssertion(() => Assert.Contains(told, Said(page), StringComparison.Ordinal), _patience);
        Assert.Single(page.FindAll(".toast"));
        Assert.Contains($"{Junk + 1 - ordinary} reports came in one burst", page.Find("[data-testid=burst]").TextContent, StringComparison.Ordinal);

        // Ordinary work is what came before; the honest one is in the burst, can be searched for, and runs.
        Assert.DoesNotContain(honest.CaseNumber, Cases(page));
        Assert.Contains(honest.CaseNumber, Cases(Open(Officer, $"?case={honest.CaseNumber}")));
        var tracked = await Portal.Get<TrackingQueries>().FindAsync(honest.TrackingId, Token);
        Assert.Equal(new DateOnly(2026, 7, 22), tracked!.DeadlineOn);
        Portal.Clock.Advance(TimeSpan.FromDays(8));
        Assert.True((await Portal.Get<TrackingQueries>().FindAsync(honest.TrackingId, Token))!.IsDelayed);
    }

    [Fact]
    public async Task A_burst_that_was_dismissed_is_not_told_again_and_one_that_was_there_before_is_no_news()
    {
        var page = Open(await Town.HireAsync());
        await FileAsync(BurstLimits.Usual.After + 2);
        page.WaitForAssertion(() => Assert.Contains("A burst of reports", Said(page), StringComparison.Ordinal), _patience);
        await page.Find(".toast__close").ClickAsync(new());
        Assert.Empty(page.FindAll(".toast"));

        await FileAsync(5);

        page.WaitForAssertion(() => Assert.Contains("7 reports came in one burst", page.Markup, StringComparison.Ordinal), _patience);
        Assert.Empty(page.FindAll(".toast"));
        var later = Open(Officer);
        await FileAsync(1);
        later.WaitForAssertion(() => Assert.Contains("8 reports came in one burst", later.Markup, StringComparison.Ordinal), _patience);
        Assert.Empty(later.FindAll(".toast"));
    }

    [Fact]
    public async Task The_burst_can_be_looked_through_and_one_taken_out_of_it()
    {
        await FileAsync(BurstLimits.Usual.After + 2);
        var page = Open(await Town.HireAsync(), "?bursts=only");
        Assert.Equal(2, Cases(page).Count());

        await page.TakeFirstAsync();

        page.WaitForAssertion(() => Assert.Single(Cases(page)), _patience);
        Assert.Contains("Back to the other work", page.Find("[data-testid=burst]").TextContent, StringComparison.Ordinal);
    }

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    private Member Officer { get; set; } = default!;

    private async Task FileAsync(int count)
    {
        var filing = Portal.Get<ComplaintFiling>();
        for (var i = 0; i < count; i++)
        {
            await filing.FileAsync(A.NewComplaint(Town.Water, serviceId: Town.Leakage), TrackingId.New(), Token);
        }
    }

    private static IEnumerable<string?> Cases(IRenderedComponent<QueuePage> page) => page.FindAll("tr[data-case]").Select(row => row.GetAttribute("data-case"));

    private static string Said(IRenderedComponent<QueuePage> page) => page.Find(".toasts").TextContent;

    private IRenderedComponent<QueuePage> Open(Member member, string query = "")
    {
        Officer = member;
        SignIn(member);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/officer/dashboard{query}");
        var page = Render<QueuePage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".tiles")), _patience);
        return page;
    }
}
