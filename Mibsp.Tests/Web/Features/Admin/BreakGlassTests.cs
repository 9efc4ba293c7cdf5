using Bunit;
using Mibsp.Domain.Casework.BreakGlass;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Admin;
using Mibsp.Web.Features.Citizen.Tracking.Afterwards;
using Mibsp.Web.Features.Staff.Cases;

namespace Mibsp.Tests.Web.Features.Admin;

/// <summary>What an administrator sees of a case before, with and after a purpose, what the citizen is told, and what an auditor sees.</summary>
public sealed class BreakGlassTests : PageTests
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_story_is_there_only_while_it_was_opened_for_a_purpose()
    {
        SignIn(await Town.HireAsync(StaffRole.Administrator, name: "Chandra"));
        var filed = await Town.FileAsync();
        var page = Render<Mibsp.Web.Features.Admin.Complaints.CasePage>(p => p.Add(c => c.Number, filed.CaseNumber));
        page.WaitForElement("[data-testid=break-glass]");
        Assert.DoesNotContain(A.Description, page.Markup);

        await page.Find("[data-testid=break-glass]").ClickAsync();
        await page.Find("section[aria-labelledby=glass] form").SubmitAsync();
        Assert.Contains("Choose a purpose.", page.Find("#purpose-error").TextContent);
        await page.Find("#purpose").ChangeAsync("Handling");
        await page.Find("#reason").ChangeAsync("Too short.");
        await page.Find("section[aria-labelledby=glass] form").SubmitAsync();
        Assert.Contains("Write between 20 and 500 characters.", page.Find("#reason-error").TextContent);
        Assert.DoesNotContain(A.Description, page.Markup);

        await page.Find("#reason").ChangeAsync("The citizen called the mayor about it.");
        await page.Find("section[aria-labelledby=glass] form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal(A.Description, page.Find("[data-testid=story]").TextContent));

        await page.Find("[data-testid=close]").ClickAsync();
        Assert.DoesNotContain(A.Description, page.Markup);
        Assert.Contains("Chandra, 15 Jul 2026: because of a complaint about how it was handled", page.Find("[data-testid=opening]").TextContent);
        Assert.DoesNotContain("mayor", page.Markup);
        var again = Render<Mibsp.Web.Features.Admin.Complaints.CasePage>(p => p.Add(c => c.Number, filed.CaseNumber));
        again.WaitForElement("[data-testid=break-glass]");
        Assert.DoesNotContain(A.Description, again.Markup);

        var found = await Portal.Get<TrailQueries>().FindAsync(filed.TrackingId, Token);
        var trail = Render<ReadTrail>(p => p.Add(t => t.Trail, found!));
        Assert.Equal(
            "An administrator opened this on 15 July 2026. Purpose: because of a complaint about how it was handled.", trail.Find("[data-testid=opening]").TextContent);
        Assert.DoesNotContain("mayor", trail.Markup);
        Assert.DoesNotContain("Chandra", trail.Markup);
    }

    [Fact]
    public async Task Who_works_on_the_case_reads_which_administrator_opened_it_and_why()
    {
        var (admin, officer) = (await Town.HireAsync(StaffRole.Administrator, name: "Chandra"), await Town.HireAsync(name: "Asha"));
        var filed = await Town.FileAndTakeAsync(officer);
        await Portal.Get<GlassBreaking>().OpenAsync(filed.CaseNumber, OpeningPurpose.Handling, "The citizen called the mayor about it.", admin.Actor, Token);

        SignIn(officer);
        var page = Render<CaseOpenings>(p => p.Add(c => c.ComplaintId, filed.Id));

        page.WaitForAssertion(() => Assert.Contains("The citizen called the mayor about it.", page.Find("[data-testid=opening]").TextContent));
        Assert.Contains("Chandra", page.Markup);
    }

    [Fact]
    public async Task An_auditor_sees_figures_and_the_record_and_no_way_to_any_case()
    {
        SignIn(await Town.HireAsync(StaffRole.Auditor));
        var filed = await Town.FileAsync();
        var page = Render<DashboardPage>();
        page.WaitForElement("[data-testid=Total]");

        Assert.Equal("1", page.Find("[data-testid=Total]").TextContent);
        Assert.Equal(["/admin/analytics", "/admin/audit-logs"], page.FindAll("main a, a").Select(a => a.GetAttribute("href")).Distinct());
        Assert.DoesNotContain(page.FindAll("a"), a => a.TextContent.Contains(filed.CaseNumber, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=Unassigned]"));
    }
}
