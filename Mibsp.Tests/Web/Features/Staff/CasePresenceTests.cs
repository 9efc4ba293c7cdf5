using Bunit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Staff.Cases;
using Mibsp.Web.Live;

namespace Mibsp.Tests.Web.Features.Staff;

/// <summary>Who else has a case open, and who is told.</summary>
public sealed class CasePresenceTests : PageTests
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    private CasePresence Presence => Portal.Get<CasePresence>();

    [Fact]
    public async Task A_colleague_who_comes_and_goes_is_named_while_there()
    {
        var (officer, head) = (await Town.HireAsync(), await Town.HireAsync(StaffRole.Supervisor, name: "Asha Rao"));
        var filed = await Town.FileAndTakeAsync(officer);
        var page = Open(officer, filed);
        Assert.Equal("", Here(page));

        var (first, second) = (Presence.Enter(filed.Id, head.Actor), Presence.Enter(filed.Id, head.Actor));
        page.WaitForAssertion(() => Assert.Equal("Also looking at this case: Asha Rao", Here(page)));
        first.Dispose();
        second.Dispose();

        page.WaitForAssertion(() => Assert.Equal("", Here(page)));
    }

    [Fact]
    public async Task Who_may_not_see_the_case_is_neither_named_nor_told()
    {
        var (officer, stranger) = (await Town.HireAsync(), await Town.HireAsync(StaffRole.Officer, Town.Roads, "Ravi Kumar"));
        var filed = await Town.FileAndTakeAsync(officer);
        using var visit = Presence.Enter(filed.Id, stranger.Actor);
        var page = Open(officer, filed);

        Assert.Equal("", Here(page));
        Assert.Empty(await Portal.Get<CaseViewerQueries>().NamesAsync(filed.Id, [officer.Actor], stranger.Actor, Token));
    }

    [Fact]
    public async Task Who_loses_the_case_has_left_it_and_the_last_to_leave_leaves_nothing_behind()
    {
        var officer = await Town.HireAsync();
        var filed = await Town.FileAndTakeAsync(officer);
        await Town.ProposeAsync(filed, officer);
        var page = Open(officer, filed);
        Assert.Equal(1, Presence.Count);

        Town.Done(await Portal.Get<ComplaintTracking>().ContestAsync(filed.TrackingId, "Not so.", Token));

        page.WaitForAssertion(() => Assert.Equal(0, Presence.Count));
        Open(await Town.HireAsync(), filed);
        Assert.Equal(1, Presence.Count);
        await DisposeComponentsAsync();
        Assert.Equal(0, Presence.Count);
    }

    private static string Here(IRenderedComponent<CasePage> page) => page.Find("[data-testid=here]").TextContent;

    private IRenderedComponent<CasePage> Open(Member member, Filed filed)
    {
        SignIn(member);
        var page = Render<CasePage>(p => p.Add(c => c.CaseNumber, filed.CaseNumber));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".skeleton")));
        return page;
    }
}
