using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence.Sqlite;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Admin.Record;

namespace Mibsp.Tests.Web.Features.Admin;

public sealed class AuditLogsPageTests : PageTests
{
    private readonly CancellationToken _ct = Xunit.TestContext.Current.CancellationToken;
    private Member _auditor = default!;
    private Filed _filed = default!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var officer = await Town.HireAsync(name: "Asha");
        SignIn(_auditor = await Town.HireAsync(StaffRole.Auditor, name: "Dev"));
        _filed = await Town.FileAndTakeAsync(officer);
    }

    [Fact]
    public void Entries_are_told_in_words_newest_first()
    {
        var page = Open();

        var newest = page.FindAll("[data-testid=entry]")[0].TextContent;
        Assert.Contains("Asha", newest);
        Assert.Contains(_filed.CaseNumber, newest);
        Assert.Contains("status: Under Review", newest);
        Assert.DoesNotContain("ComplaintTaken", newest);
        var hired = page.FindAll("[data-testid=entry]")[^1].TextContent;
        Assert.Contains("account of: Asha", hired);
    }

    [Fact]
    public void A_citizens_act_has_its_day_and_no_time()
    {
        var filing = Open("/admin/audit-logs?act=ComplaintFiled").Find("[data-testid=entry]");

        Assert.Equal("15 Jul 2026", filing.QuerySelectorAll("td")[0].TextContent);
        Assert.Equal("Citizen", filing.QuerySelectorAll("td")[1].TextContent);
        Assert.Contains("department: Water Supply", filing.TextContent);
    }

    [Fact]
    public void Auditors_have_no_way_into_cases()
        => Assert.Empty(Open().FindAll("[data-testid=entry] a"));

    [Fact]
    public async Task An_unbroken_record_is_said_to_be_so_and_that_it_was_checked_is_entered()
    {
        var page = Open();
        var entries = page.FindAll("[data-testid=entry]").Count;

        await page.Find("[data-testid=verify]").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains($"All {entries} entries are unbroken.", page.Find("[data-testid=verdict]").TextContent));
        page.WaitForAssertion(() => Assert.Equal(entries + 1, page.FindAll("[data-testid=entry]").Count));
        var newest = page.Find("[data-testid=entry]").TextContent;
        Assert.Contains("Dev", newest);
        Assert.Contains($"entries checked: {entries}", newest);
        Assert.Contains("first broken entry: none", newest);
    }

    [Fact]
    public async Task The_first_entry_that_was_tampered_with_is_named()
    {
        await TamperAsync("UPDATE AuditEntries SET Act = 'ReviewStarted' WHERE Sequence = 2");
        var page = Open();

        await page.Find("[data-testid=verify]").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("Entry 2 does not match", page.Find("[data-testid=verdict]").TextContent));
        page.WaitForAssertion(() => Assert.Contains("first broken entry: 2", page.Find("[data-testid=entry]").TextContent));
    }

    [Fact]
    public async Task Details_that_were_tampered_with_are_noticed_too()
    {
        await TamperAsync("""UPDATE AuditDetails SET Json = 'not even JSON' WHERE Sequence = 3""");
        var page = Open();

        await page.Find("[data-testid=verify]").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("Entry 3 does not match", page.Find("[data-testid=verdict]").TextContent));
    }

    [Fact]
    public async Task Erased_details_do_not_break_the_record_and_are_said()
    {
        await TamperAsync("DELETE FROM AuditDetails WHERE Sequence = 3");
        var page = Open();

        await page.Find("[data-testid=verify]").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("are unbroken", page.Find("[data-testid=verdict]").TextContent));
        Assert.Contains("Of 1 entries the details were erased", page.Find("[data-testid=verdict]").TextContent);
        Assert.Contains("Details erased", page.Markup);
    }

    [Fact]
    public async Task Only_administrators_and_auditors_may_have_it_checked()
    {
        var officer = await Town.HireAsync();

        Assert.Null(await Portal.Get<RecordChecking>().CheckAsync(officer.Actor, null, _ct));
        Assert.NotNull(await Portal.Get<RecordChecking>().CheckAsync(_auditor.Actor, null, _ct));
    }

    [Fact]
    public void Older_entries_are_a_page_further()
    {
        var page = Open("/admin/audit-logs?before=2");

        Assert.Equal("1", Assert.Single(page.FindAll("[data-testid=entry] th")).TextContent);
        Assert.Equal("/admin/audit-logs", page.Find("a[rel=prev]").GetAttribute("href"));
    }

    private IRenderedComponent<AuditLogsPage> Open(string address = "/admin/audit-logs")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = Render<AuditLogsPage>();
        page.WaitForElement("[data-testid=entry]");
        return page;
    }

    /// <summary>As somebody would who has the database file and knows about the triggers.</summary>
    private async Task TamperAsync(string statement)
    {
        await using var db = await Town.ContextAsync();
        foreach (var drop in SqliteAuditGuard.Drop)
        {
            await db.Database.ExecuteSqlRawAsync(drop, _ct);
        }

        Assert.Equal(1, await db.Database.ExecuteSqlRawAsync(statement, _ct));
    }
}
