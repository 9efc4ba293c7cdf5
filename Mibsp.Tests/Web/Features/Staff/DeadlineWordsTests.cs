using Bunit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Staff.Cases;

namespace Mibsp.Tests.Web.Features.Staff;

/// <summary>What is said of a deadline is what counts: a pause is called one, and nothing is called late that is not.</summary>
public sealed class DeadlineWordsTests : PageTests
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_citizen_is_asked_it_is_paused_and_late_only_after_the_cap()
    {
        var officer = await Town.HireAsync();
        var filed = await Town.FileAndTakeAsync(officer);
        Town.Done(await Portal.Get<ComplaintHandling>().AskCitizenAsync(await Town.SeenAsync(filed), "Where?", officer.Actor, Token));
        var row = await Portal.Get<ComplaintQueries>().FindAsync(filed.CaseNumber, officer.Actor, Token);
        Assert.True(row!.LateAfterOn > row.DeadlineOn);

        Portal.Clock.Advance(TimeSpan.FromDays(8));
        Assert.StartsWith($"paused until {row.LateAfterOn:d MMM yyyy}: waits for the citizen", Deadline(officer, filed), StringComparison.Ordinal);

        Portal.Clock.Advance(TimeSpan.FromDays(row.LateAfterOn.DayNumber - row.DeadlineOn.DayNumber + 1));
        Assert.StartsWith("2 days late", Deadline(officer, filed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_another_department_is_waited_for_it_is_paused()
    {
        var officer = await Town.HireAsync();
        var filed = await Town.FileAndTakeAsync(officer);
        Town.Done(await Portal.Get<ComplaintRouting>().BlockAsync(await Town.SeenAsync(filed), Town.Roads, "The permit.", officer.Actor, Token));

        Assert.Contains("waits for another department", Deadline(officer, filed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_citizen_decides_nothing_is_late_unless_it_was_before()
    {
        var officer = await Town.HireAsync();
        var (early, late) = (await Town.FileAndTakeAsync(officer), await Town.FileAndTakeAsync(officer));
        await Town.ProposeAsync(early, officer);
        Portal.Clock.Advance(TimeSpan.FromDays(9));
        await Town.ProposeAsync(late, officer);

        Assert.StartsWith("paused: the citizen decides", Deadline(officer, early), StringComparison.Ordinal);
        Assert.StartsWith("2 days late", Deadline(officer, late), StringComparison.Ordinal);
    }

    private string Deadline(Member member, Filed filed)
    {
        SignIn(member);
        var page = Render<CasePage>(p => p.Add(c => c.CaseNumber, filed.CaseNumber));
        page.WaitForElement("#facts");
        return page.Find("section[aria-labelledby=facts] dd").TextContent.Trim();
    }
}
