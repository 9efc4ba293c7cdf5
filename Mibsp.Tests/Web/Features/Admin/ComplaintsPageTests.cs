using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Admin.Complaints;
using Mibsp.Web.Live;

namespace Mibsp.Tests.Web.Features.Admin;

public sealed class ComplaintsPageTests : PageTests
{
    private Member _officer = default!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _officer = await Town.HireAsync(name: "Asha");
        SignIn(await Town.HireAsync(StaffRole.Administrator));
    }

    [Fact]
    public async Task An_administrator_gives_a_case_to_an_officer()
    {
        var filed = await Town.FileAsync();
        var page = Open();

        await page.Find("[data-testid=case] button").ClickAsync();
        await page.Find("form.assign select").ChangeAsync(_officer.Id.ToString());
        await page.Find("form.assign").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Asha", page.Find("[data-testid=case]").TextContent));
        Assert.Contains($"{filed.CaseNumber} is now with Asha.", page.Find(".said").TextContent);
        Assert.Empty(page.FindAll("form.assign"));
    }

    [Fact]
    public async Task Nobody_chosen_is_said_and_nothing_is_done()
    {
        await Town.FileAsync();
        var page = Open();

        await page.Find("[data-testid=case] button").ClickAsync();
        await page.Find("form.assign").SubmitAsync();

        Assert.Contains("Choose who should work on it.", page.Find("form.assign").TextContent);
        Assert.Contains("Nobody yet", page.Find("[data-testid=case]").TextContent);
    }

    [Fact]
    public async Task When_a_colleague_was_faster_it_is_said_before_anything_is_overwritten()
    {
        var filed = await Town.FileAsync();
        var second = await Town.HireAsync(name: "Binod");
        var page = Open();
        await page.Find("[data-testid=case] button").ClickAsync();
        await page.Find("form.assign select").ChangeAsync(second.Id.ToString());

        await Town.TakeAsync(filed, _officer);
        page.WaitForAssertion(() => Assert.Contains("Asha", page.Find("[data-testid=case]").TextContent));
        await page.Find("form.assign").SubmitAsync();

        Assert.NotEmpty(page.Find("form.assign .field__error").TextContent);
        Assert.Contains("Asha", page.Find("[data-testid=case]").TextContent);

        await page.Find("form.assign").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Binod", page.Find("[data-testid=case]").TextContent));
    }

    [Fact]
    public async Task A_new_complaint_shows_without_a_reload()
    {
        var page = Open();
        Assert.Contains("no complaints yet", page.Find("[data-testid=empty]").TextContent);

        var filed = await Town.FileAsync();

        page.WaitForAssertion(() => Assert.Contains(filed.CaseNumber, page.Find("[data-testid=case]").TextContent));
    }

    [Fact]
    public async Task The_address_says_what_is_shown()
    {
        await Town.FileAndTakeAsync(_officer);
        var free = await Town.FileAsync(A.NewComplaint(Town.Roads));

        var page = Open("/admin/complaints?unassigned=true&order=CaseNumber");

        Assert.Contains(free.CaseNumber, Assert.Single(page.FindAll("[data-testid=case]")).TextContent);
        Assert.True(page.Find("input[name=unassigned]").HasAttribute("checked"));
        Assert.Equal("CaseNumber", page.Find("select[name=order] option[selected]").GetAttribute("value"));
    }

    [Fact]
    public async Task A_closed_case_cannot_be_assigned()
    {
        var filed = await Town.FileAndTakeAsync(_officer);
        await Town.ProposeAsync(filed, _officer);
        Portal.Clock.Advance(TimeSpan.FromDays(32));
        await Portal.Get<ComplaintClosing>().CloseSilentAsync(30, Xunit.TestContext.Current.CancellationToken);

        Assert.Empty(Open().FindAll("[data-testid=case] button"));
    }

    [Fact]
    public async Task Leaving_the_page_ends_its_subscription()
    {
        Open();
        var live = Portal.Get<LiveUpdates>();
        Assert.Equal(1, live.Count(LiveUpdates.AllTopic));

        await DisposeComponentsAsync();

        Assert.Equal(0, live.Count(LiveUpdates.AllTopic));
    }

    [Fact]
    public async Task The_case_page_has_the_facts_and_not_a_word_of_the_story()
    {
        var filed = await Town.FileAndTakeAsync(_officer);
        await Town.ProposeAsync(filed, _officer);

        var page = Render<CasePage>(p => p.Add(c => c.Number, filed.CaseNumber));
        page.WaitForElement("[data-testid=Kind]");

        Assert.Equal("Asha", page.Find("[data-testid=Officer]").TextContent);
        Assert.Contains("Action Taken", page.Find(".timeline").TextContent);
        Assert.Contains("stay closed unless you state a purpose", page.Markup);
        Assert.DoesNotContain(A.Description, page.Markup);
        Assert.DoesNotContain("The pipe was mended.", page.Markup);
    }

    [Fact]
    public void A_case_that_is_not_there_is_said_to_be_so()
    {
        var page = Render<CasePage>(p => p.Add(c => c.Number, "2026-999999"));

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=Kind]")));
        Assert.DoesNotContain("Loading", page.Markup);
    }

    private IRenderedComponent<ComplaintsPage> Open(string address = "/admin/complaints")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = Render<ComplaintsPage>();
        page.WaitForElement("form.filters");
        return page;
    }
}
