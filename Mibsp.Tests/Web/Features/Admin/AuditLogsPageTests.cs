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

        await page.Find("form:has([data-testid=verify])").SubmitAsync();

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

        await page.Find("form:has([data-testid=verify])").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Entry 2 does not match", page.Find("[data-testid=verdict]").TextContent));
        page.WaitForAssertion(() => Assert.Contains("first broken entry: 2", page.Find("[data-testid=entry]").TextContent));
    }

    [Fact]
    public async Task Details_that_were_tampered_with_are_noticed_too()
    {
        await TamperAsync("""UPDATE AuditDetails SET Json = 'not even JSON' WHERE Sequence = 3""");
        var page = Open();

        await page.Find("form:has([data-testid=verify])").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Entry 3 does not match", page.Find("[data-testid=verdict]").TextContent));
    }

    [Fact]
    public async Task Erased_details_do_not_break_the_record_and_are_said()
    {
        await TamperAsync("DELETE FROM AuditDetails WHERE Sequence = 3");
        var page = Open();

        await page.Find("form:has([data-testid=verify])").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("are unbroken", page.Find("[data-testid=verdict]").TextContent));
        Assert.Contains("Of 1 entries the details were erased", page.Find("[data-testid=verdict]").TextContent);
        Assert.Contains("Details erased", page.Markup);
    }

    [Fact]
    public async Task Only_administrators_and_auditors_may_have_it_checked()
    {
        var officer = await Town.HireAsync();

        Assert.Null(await Portal.Get<RecordChecking>().CheckAsync(null, officer.Actor, null, _ct));
        Assert.NotNull(await Portal.Get<RecordChecking>().CheckAsync(null, _auditor.Actor, null, _ct));
    }

    [Fact]
    public void Older_entries_are_a_page_further()
    {
        var page = Open("/admin/audit-logs?before=2");

        Assert.Equal("1", Assert.Single(page.FindAll("[data-testid=entry] th")).TextContent);
        Assert.Equal("/admin/audit-logs", page.Find("a[rel=prev]").GetAttribute("href"));
    }

    [Fact]
    public void What_is_looked_for_stands_in_the_address_and_in_the_form()
    {
        var page = Open($"/admin/audit-logs?act=ComplaintTaken&who=officer1&case={_filed.CaseNumber}&by=Staff&from=2026-07-01&until=2026-07-31");

        Assert.Contains("Complaint taken", Assert.Single(page.FindAll("[data-testid=entry]")).TextContent);
        Assert.Equal(("officer1", _filed.CaseNumber, "2026-07-01", "2026-07-31"), (Value(page, "#who"), Value(page, "#case"), Value(page, "#from"), Value(page, "#until")));
        Assert.Equal(["ComplaintTaken", "Staff"], page.FindAll("form.filters option[selected]").Select(option => option.GetAttribute("value")));
        Assert.Contains(page.FindAll("#people option"), option => option.TextContent == "Asha");
        Assert.Equal(["act", "by", "who", "case", "from", "until"], page.FindAll("form[action='/admin/audit-logs/export'] input[type=hidden]").Select(input => input.GetAttribute("name")));
        Assert.Equal("/admin/audit-logs", page.Find("[data-testid=show-all]").GetAttribute("href"));
    }

    [Theory]
    [InlineData("act=NoSuchAct&by=Nobody&from=yesterday&until=2026-13-01&before=x", 4)]
    [InlineData("who=nobody", 0)]
    [InlineData("case=2026-009999", 0)]
    [InlineData("by=Citizen", 1)]
    public void What_the_address_says_wrongly_is_left_out_and_what_is_not_there_is_said(string query, int entries)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/admin/audit-logs?{query}");
        var page = Render<AuditLogsPage>();
        page.WaitForElement(entries == 0 ? "[data-testid=empty]" : "[data-testid=entry]");

        Assert.Equal(entries, page.FindAll("[data-testid=entry]").Count);
    }

    [Fact]
    public async Task A_range_is_checked_and_said_to_prove_only_itself()
    {
        var page = Open();

        await CheckAsync(page, "2", "3");

        page.WaitForAssertion(() => Assert.Contains("Entries 2 to 3 are unbroken.", page.Find("[data-testid=verdict]").TextContent));
        Assert.Contains("This is said of these entries only", page.Find("[data-testid=verdict]").TextContent);
        page.WaitForAssertion(() => Assert.Contains("from entry: 2; to entry: 3", page.Find("[data-testid=entry]").TextContent));
    }

    [Theory]
    [InlineData("0", "2")]
    [InlineData("3", "2")]
    [InlineData("1", "99")]
    [InlineData("one", "2")]
    [InlineData("-1", "")]
    public async Task A_range_outside_the_record_is_refused_beside_the_fields(string first, string last)
    {
        var page = Open();
        var entries = page.FindAll("[data-testid=entry]").Count;

        await CheckAsync(page, first, last);

        page.WaitForAssertion(() => Assert.Contains($"from 1 to {entries}", page.Find("[data-testid=outside]").TextContent));
        Assert.Equal("verify-error", page.Find("#verify-first").GetAttribute("aria-describedby"));
        Assert.Empty(page.FindAll("[data-testid=verdict]"));
        Assert.Equal(first, Value(page, "#verify-first"));
    }

    [Fact]
    public async Task A_break_leads_to_its_entry_stands_on_the_dashboard_and_stops_nothing()
    {
        await TamperAsync("UPDATE AuditEntries SET Act = 'NoSuchAct' WHERE Sequence = 3");
        var page = Open();
        Assert.Contains("cannot be read", page.Find("[data-testid=unreadable]").TextContent);
        await CheckAsync(page, "", "");

        page.WaitForAssertion(() => Assert.Equal("/admin/audit-logs?before=4", page.Find("[data-testid=bad]").GetAttribute("href")));
        await Town.FileAsync();
        Assert.Equal("3", Open("/admin/audit-logs?before=4").Find("[data-testid=entry] th").TextContent);
        var dashboard = Render<Mibsp.Web.Features.Admin.DashboardPage>();
        dashboard.WaitForAssertion(() => Assert.Contains("The audit log is broken at entry 3", dashboard.Find("[data-testid=record-broken]").TextContent));
        Assert.Equal("/admin/audit-logs?before=4", dashboard.Find("[data-testid=record-broken] a").GetAttribute("href"));
    }

    [Fact]
    public async Task A_check_shows_how_far_it_is_and_can_be_stopped()
    {
        await using (var db = await Town.ContextAsync())
        {
            var records = Enumerable.Range(0, 60_000).Select(_ => AuditRecord.Of(AuditAct.SignedIn, Mibsp.Domain.Common.Stamp.Citizen(new DateOnly(2026, 7, 15)))).ToList();
            await Portal.Get<Ledger>().SaveAsync(db, records, _ct);
        }

        var page = Open();
        var submit = page.Find("form:has([data-testid=verify])").SubmitAsync();
        page.WaitForElement("[data-testid=cancel]");
        page.WaitForAssertion(() => Assert.Equal("60004", page.Find("progress").GetAttribute("max")));
        Assert.Equal("verify-seen", page.Find("progress").GetAttribute("aria-labelledby"));
        Assert.Contains("of 60,004 entries", page.Find("#verify-seen").TextContent);
        await page.Find("[data-testid=cancel]").ClickAsync();
        await submit;

        page.WaitForAssertion(() => Assert.Contains("Stopped after", page.Find("[data-testid=stopped]").TextContent));
        Assert.Empty((await Portal.Get<AuditQueries>().ListAsync(new AuditFilter(AuditAct.RecordVerified), null, _auditor.Actor, _ct)).Rows);
    }

    private static async Task CheckAsync(IRenderedComponent<AuditLogsPage> page, string first, string last)
    {
        await page.Find("#verify-first").ChangeAsync(first);
        await page.Find("#verify-last").ChangeAsync(last);
        await page.Find("form:has([data-testid=verify])").SubmitAsync();
    }

    private static string? Value(IRenderedComponent<AuditLogsPage> page, string field) => page.Find(field).GetAttribute("value");

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
