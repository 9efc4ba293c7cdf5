using Bunit;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Staff.Cases;

namespace Mibsp.Tests.Web.Features.Staff;

/// <summary>A retaliation case says what it follows upon; that complaint's own page says nothing of it. And ratings.</summary>
public sealed class LinkedCaseTests : PageTests
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_cell_sees_the_facts_of_the_complaint_before_and_no_way_into_it()
    {
        var officer = await Town.HireAsync(name: "Asha Mehta");
        var filed = await Town.FileAndTakeAsync(officer);
        await Portal.Get<RetaliationFiling>().FileAsync(filed.TrackingId, A.Story(), 5, Token);
        await using var db = await Town.ContextAsync();
        var number = await db.Complaints.Where(c => c.LinkedToId == filed.Id).Select(c => c.CaseNumber).SingleAsync(Token);

        var page = Open(await Town.HireAsync(StaffRole.IntegrityOfficer), number!);

        var card = page.WaitForElement("section[aria-labelledby=linked]");
        Assert.Contains(filed.CaseNumber, card.TextContent, StringComparison.Ordinal);
        Assert.Contains("Asha Mehta", card.TextContent, StringComparison.Ordinal);
        Assert.Empty(card.QuerySelectorAll("a"));
    }

    [Fact]
    public async Task The_complaints_own_page_shows_its_rating_and_no_linked_case()
    {
        var officer = await Town.HireAsync();
        var filed = await Town.FileAndTakeAsync(officer);
        await Portal.Get<RetaliationFiling>().FileAsync(filed.TrackingId, A.Story(), 5, Token);
        Town.Done(await Portal.Get<ComplaintTracking>().WithdrawAsync(filed.TrackingId, Token));
        Town.Done(await Portal.Get<ComplaintTracking>().RateAsync(filed.TrackingId, 2, Token));

        var page = Open(officer, filed.CaseNumber);

        page.WaitForAssertion(() => Assert.Contains("2 of 5", page.Find("section[aria-labelledby=facts]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("section[aria-labelledby=linked]"));
    }

    private IRenderedComponent<CasePage> Open(Member member, string number)
    {
        SignIn(member);
        return Render<CasePage>(parameters => parameters.Add(page => page.CaseNumber, number));
    }
}
