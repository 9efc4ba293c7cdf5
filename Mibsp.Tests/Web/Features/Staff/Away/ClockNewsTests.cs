using Bunit;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Staff.Queue;
using Mibsp.Web.Live;

namespace Mibsp.Tests.Web.Features.Staff.Away;

/// <summary>What an open queue tells that its rows do not show: where something came from, and what the clock did.</summary>
public sealed class ClockNewsTests : TabTests
{
    [Fact]
    public async Task A_case_from_another_department_is_announced_to_those_who_may_take_it()
    {
        var (here, there) = (await Town.HireAsync(), await Town.HireAsync(StaffRole.Officer, Town.Roads));
        var filed = await Town.FileAndTakeAsync(there, A.NewComplaint(Town.Roads));
        await Town.FileAsync();
        var page = Open(here);

        Town.Done(await Portal.Get<ComplaintRouting>().TransferAsync(await Town.SeenAsync(filed), Town.Water, "Your pipe.", there.Actor, Token));

        Says(page, $"{filed.CaseNumber} was handed over to your department");
    }

    [Fact]
    public async Task Who_has_the_leading_case_hears_of_one_that_is_merged_into_it()
    {
        var (officer, head) = (await Town.HireAsync(), await Town.HireAsync(StaffRole.Supervisor));
        var (leading, same) = (await Town.FileAndTakeAsync(officer), await Town.FileAndTakeAsync(officer));
        var page = Open(officer);

        Town.Done(await Portal.Get<ClosingTogether>().MergeAsync(await Town.SeenAsync(same), leading.CaseNumber, "The same pipe.", head.Actor, Token));

        Says(page, $"{same.CaseNumber} is now worked on together with another case");
    }

    [Fact]
    public async Task A_case_that_the_citizen_reopened_is_announced_to_colleagues()
    {
        var (first, second) = (await Town.HireAsync(), await Town.HireAsync());
        var filed = await Town.FileAndTakeAsync(first);
        await Town.ProposeAsync(filed, first);
        var page = Open(second);

        Town.Done(await Portal.Get<ComplaintTracking>().ContestAsync(filed.TrackingId, "Not so.", Token));

        Says(page, $"{filed.CaseNumber} is open again");
    }

    [Fact]
    public async Task A_day_that_begins_says_what_is_due_without_anybodys_act()
    {
        var officer = await Town.HireAsync();
        var filed = await Town.FileAndTakeAsync(officer);
        var turn = new DayTurn(Portal.Get<LiveUpdates>(), Portal.Get<Mibsp.Domain.Common.MunicipalTime>(), Portal.Clock);
        var page = Open(officer);

        Portal.Clock.Advance(TimeSpan.FromDays(6));
        turn.Look();
        Says(page, $"{filed.CaseNumber} is due tomorrow");
        var told = page.FindAll(".toast").Count;
        turn.Look();
        Portal.Clock.Advance(TimeSpan.FromDays(1));
        turn.Look();
        Says(page, $"{filed.CaseNumber} is due today");
        Assert.Equal(told + 1, page.FindAll(".toast").Count);
    }

    [Fact]
    public async Task Each_step_of_the_ladder_is_told_to_whom_it_concerns()
    {
        var officer = await Town.HireAsync();
        await Town.HireAsync(StaffRole.Supervisor);
        var filed = await Town.FileAndTakeAsync(officer);
        var page = Open(officer);

        Portal.Clock.Advance(TimeSpan.FromDays(6));
        await Portal.Get<EscalationSweep>().RunAsync(Token);
        Says(page, $"{filed.CaseNumber}: four fifths of the time are over");
        Portal.Clock.Advance(TimeSpan.FromDays(2));
        await Portal.Get<EscalationSweep>().RunAsync(Token);

        Says(page, $"{filed.CaseNumber} is late now");
    }

    [Fact]
    public async Task What_comes_up_to_the_head_is_told_to_the_head()
    {
        var (officer, head) = (await Town.HireAsync(), await Town.HireAsync(StaffRole.Supervisor));
        var filed = await Town.FileAndTakeAsync(officer);
        var page = Open(head);

        Portal.Clock.Advance(TimeSpan.FromDays(8));
        await Portal.Get<EscalationSweep>().RunAsync(Token);

        Says(page, $"{filed.CaseNumber} was not settled in time and has come up to you");
        Assert.DoesNotContain("is late now", page.Find(".toasts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_comes_up_to_the_integrity_cell_whose_department_it_is_not_with()
    {
        await Town.HireAsync(StaffRole.Supervisor);
        var (officer, cell) = (await Town.HireAsync(), await Town.HireAsync(StaffRole.IntegrityOfficer));
        var filed = await Town.FileAndTakeAsync(officer);
        var page = Open(cell);

        Portal.Clock.Advance(TimeSpan.FromDays(60));
        await Portal.Get<EscalationSweep>().RunAsync(Token);

        Says(page, $"{filed.CaseNumber} was not settled in time and has come up to you");
    }

    private static void Says(IRenderedComponent<QueuePage> page, string words)
        => page.WaitForAssertion(() => Assert.Contains(words, page.Find(".toasts").TextContent, StringComparison.Ordinal));

    private IRenderedComponent<QueuePage> Open(Member member)
    {
        SignIn(member);
        var saved = JSInterop.Invocations["mibspTab.save"].Count;
        var page = Render<QueuePage>();
        page.WaitForState(() => JSInterop.Invocations["mibspTab.save"].Count > saved);
        return page;
    }
}
