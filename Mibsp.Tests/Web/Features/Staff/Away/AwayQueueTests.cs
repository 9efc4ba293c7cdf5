using Bunit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Staff.Queue;

namespace Mibsp.Tests.Web.Features.Staff.Away;

/// <summary>An officer's queue that comes back after its circuit, or the server, was gone.</summary>
public sealed class AwayQueueTests : TabTests
{
    [Fact]
    public async Task What_happened_meanwhile_is_told_and_its_rows_are_marked()
    {
        var (officer, colleague, head) = (await Town.HireAsync(), await Town.HireAsync(), await Town.HireAsync(StaffRole.Supervisor));
        var (mine, old, given, taken) = (await Town.FileAndTakeAsync(officer), await Town.FileAsync(), await Town.FileAsync(), await Town.FileAsync());
        await OpenedAsync(officer);
        await GoAwayAsync();

        var (first, second) = (await Town.FileAsync(), await Town.FileAsync());
        await Town.FileAsync(A.NewComplaint(Town.Roads));
        Town.Done(await Portal.Get<ComplaintTracking>().WriteAsync(mine.TrackingId, "It was on the corner.", Token));
        Town.Done(await Portal.Get<ComplaintAssigning>().AssignAsync(await Town.SeenAsync(given), officer.Id, head.Actor, Token));
        await Town.TakeAsync(taken, colleague);
        var page = await OpenedAsync(officer);

        Assert.Equal("5 new since you last looked", page.Find("[data-testid=away] .notice__title").TextContent);
        Assert.Equal(
            [$"New complaints: {first.CaseNumber} {second.CaseNumber}", $"The citizen answered: {mine.CaseNumber}", $"Given to you: {given.CaseNumber}", "Taken by colleagues: 1"],
            page.FindAll("[data-testid=away] li").Select(line => string.Join(' ', line.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))));
        Assert.Equal(
            new[] { mine, given, first, second }.Select(filed => filed.CaseNumber).Order(),
            page.FindAll("tr.is-new").Select(row => row.GetAttribute("data-case")!).Order());
        Assert.Contains(old.CaseNumber, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_told_again_until_somebody_looked_and_not_after_that()
    {
        var officer = await Town.HireAsync();
        await OpenedAsync(officer);
        await GoAwayAsync();
        await Town.FileAsync();
        Assert.Single((await OpenedAsync(officer)).FindAll("[data-unseen]"));
        await GoAwayAsync();
        var page = await OpenedAsync(officer);
        Assert.Single(page.FindAll("[data-testid=away]"));

        await TouchAsync(page);
        Assert.Empty(page.FindAll("[data-unseen]"));
        Assert.Single(page.FindAll("[data-testid=away]"));
        await GoAwayAsync();

        Assert.Empty((await OpenedAsync(officer)).FindAll("[data-testid=away]"));
    }

    [Fact]
    public async Task What_an_open_page_told_to_nobody_is_told_by_the_next()
    {
        var officer = await Town.HireAsync();
        var page = await OpenedAsync(officer);
        var filed = await Town.FileAsync();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-unseen]")));
        await GoAwayAsync();

        Assert.Contains(filed.CaseNumber, (await OpenedAsync(officer)).Find("[data-testid=away]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_did_oneself_is_no_news()
    {
        var officer = await Town.HireAsync();
        var (leading, same) = (await Town.FileAndTakeAsync(officer), await Town.FileAndTakeAsync(officer));
        await OpenedAsync(officer);
        await GoAwayAsync();
        await Town.ProposeAsync(await Town.FileAndTakeAsync(officer), officer);
        Town.Done(await Portal.Get<ClosingTogether>().MergeAsync(await Town.SeenAsync(same), leading.CaseNumber, "The same pipe.", officer.Actor, Token));

        Assert.Empty((await OpenedAsync(officer)).FindAll("[data-testid=away]"));
    }

    [Fact]
    public async Task A_tab_that_keeps_nonsense_begins_anew()
    {
        await Town.FileAsync();
        JSInterop.Setup<string?>("mibspTab.load", _ => true).SetResult("7.eight");

        var page = await OpenedAsync(await Town.HireAsync());

        Assert.Empty(page.FindAll("[data-testid=away]"));
        Assert.Matches("^[0-9]+[.][0-9]+$", (string?)JSInterop.Invocations["mibspTab.save"][^1].Arguments[1]);
    }

    private Task<IRenderedComponent<QueuePage>> OpenedAsync(Member member)
    {
        SignIn(member);
        var saved = JSInterop.Invocations["mibspTab.load"].Count;
        var page = Render<QueuePage>();
        page.WaitForState(() => page.FindAll(".tiles").Count > 0 && JSInterop.Invocations["mibspTab.load"].Count > saved
            && (page.FindAll("[data-testid=away]").Count > 0 || JSInterop.Invocations["mibspTab.save"].Count > 0));
        return Task.FromResult(page);
    }
}
