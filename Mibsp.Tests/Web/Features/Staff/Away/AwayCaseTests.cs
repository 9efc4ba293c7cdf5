using Bunit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Staff.Cases;
using Mibsp.Web.Features.Staff.Cases.Away;
using Mibsp.Web.Live;

namespace Mibsp.Tests.Web.Features.Staff.Away;

/// <summary>The page of a case that comes back: what was done meanwhile, and what had been typed.</summary>
public sealed class AwayCaseTests : TabTests
{
    private const string Typed = "I will look at the pump on Tuesday.";

    [Fact]
    public async Task What_others_did_meanwhile_is_listed_and_its_lines_are_marked()
    {
        var (officer, head) = (await Town.HireAsync(), await Town.HireAsync(StaffRole.Supervisor, name: "Asha Rao"));
        var filed = await Town.FileAndTakeAsync(officer);
        Open(officer, filed);
        await GoAwayAsync();
        Town.Done(await Portal.Get<ComplaintHandling>().WriteNoteAsync(await Town.SeenAsync(filed), "Ring the foreman.", head.Actor, Token));

        var page = Open(officer, filed);

        page.WaitForAssertion(() => Assert.Equal("Internal note written – Asha Rao, 15 Jul 2026", Assert.Single(page.FindAll("[data-testid=away] li")).TextContent));
        Assert.Contains("Internal note", Assert.Single(page.FindAll(".timeline__item:has(.badge)")).TextContent, StringComparison.Ordinal);
        await TouchAsync(page);
        await GoAwayAsync();
        var again = Open(officer, filed);
        Assert.Empty(again.FindAll("[data-testid=away]"));
    }

    [Fact]
    public async Task What_was_typed_comes_back_and_who_was_faster_is_said()
    {
        var (officer, head) = (await Town.HireAsync(), await Town.HireAsync(StaffRole.Supervisor, name: "Asha Rao"));
        var filed = await Town.FileAndTakeAsync(officer);
        await KeepAsync(officer, filed);
        Town.Done(await Portal.Get<ComplaintHandling>().WriteNoteAsync(await Town.SeenAsync(filed), "Ring the foreman.", head.Actor, Token));

        var page = Open(officer, filed);

        page.WaitForAssertion(() => Assert.Equal(Typed, page.Find("form[data-act=Note] #text").GetAttribute("value")));
        Assert.Single(page.FindAll("[data-testid=brought-back]"));
        page.WaitForAssertion(() => Assert.Contains("by Asha Rao.", page.Find("#changed").TextContent, StringComparison.Ordinal));
        await page.Find("form.act").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains(Typed, page.Find(".timeline").TextContent, StringComparison.Ordinal));
        Assert.Single(JSInterop.Invocations["mibspTab.forget"]);
        Assert.Empty(page.FindAll("[data-testid=brought-back]"));
    }

    [Fact]
    public async Task Nobody_elses_words_come_back_and_no_other_cases()
    {
        var (officer, other) = (await Town.HireAsync(), await Town.HireAsync());
        var (filed, another) = (await Town.FileAsync(), await Town.FileAsync());
        await KeepAsync(other, filed);
        Assert.Empty(Open(officer, filed).FindAll("#text"));
        await KeepAsync(officer, another);
        Assert.Empty(Open(officer, filed).FindAll("#text"));
    }

    [Fact]
    public async Task Words_on_a_case_that_a_colleague_took_are_shown_and_on_one_that_is_kept_away_nothing_is()
    {
        var (officer, head) = (await Town.HireAsync(), await Town.HireAsync(StaffRole.Supervisor));
        var (taken, kept) = (await Town.FileAsync(), await Town.FileAsync());
        await KeepAsync(officer, taken);
        await Town.TakeAsync(taken, head);
        var page = Open(officer, taken);
        page.WaitForAssertion(() => Assert.Equal(Typed, page.Find("#lost").TextContent));
        Assert.Contains(head.Name, page.Markup, StringComparison.Ordinal);

        await KeepAsync(officer, kept);
        Town.Done(await Portal.Get<ComplaintRouting>().RecuseAsync(await Town.SeenAsync(kept), officer.Id, "A cousin.", Town.Administrator, Token));
        Assert.Empty(Open(officer, kept).FindAll("#lost"));
    }

    [Fact]
    public async Task Who_is_kept_from_a_case_loses_its_open_page_and_is_not_woken_by_it_again()
    {
        var (officer, head) = (await Town.HireAsync(), await Town.HireAsync(StaffRole.Supervisor));
        var filed = await Town.FileAsync();
        var page = Open(officer, filed);
        Assert.Equal(1, Portal.Get<LiveUpdates>().Count(LiveUpdates.ComplaintTopic(filed.Id)));

        Town.Done(await Portal.Get<ComplaintRouting>().RecuseAsync(await Town.SeenAsync(filed), officer.Id, "A cousin.", Town.Administrator, Token));

        page.WaitForAssertion(() => Assert.Contains("There is no such case", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal(0, Portal.Get<LiveUpdates>().Count(LiveUpdates.ComplaintTopic(filed.Id))));
        var renders = page.RenderCount;
        await Town.TakeAsync(filed, head);
        Assert.Equal(renders, page.RenderCount);
        Assert.DoesNotContain("A cousin.", page.Markup, StringComparison.Ordinal);
    }

    private async Task KeepAsync(Member member, Filed filed)
    {
        var draft = new KeptDraft(filed.Id, nameof(CaseAct.Note), (await Town.SeenAsync(filed)).Version, Typed, null, null, null, null);
        JSInterop.Setup<string?>("mibspTab.draft", _ => true).SetResult(Portal.Get<DraftKeeping>().Seal(draft, member.Id));
    }

    private IRenderedComponent<CasePage> Open(Member member, Filed filed)
    {
        SignIn(member);
        var asked = JSInterop.Invocations["mibspTab.draft"].Count;
        var page = Render<CasePage>(p => p.Add(c => c.CaseNumber, filed.CaseNumber));
        page.WaitForState(() => JSInterop.Invocations["mibspTab.draft"].Count > asked);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".skeleton")));
        return page;
    }
}
