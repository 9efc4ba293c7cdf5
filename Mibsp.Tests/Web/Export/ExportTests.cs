using System.Net;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Casework.Listing;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;
using Mibsp.Web.Endpoints.Downloads;

namespace Mibsp.Tests.Web.Export;

/// <summary>The administrators' list as a file: facts only, all of them once, by the access rule, and in the record.</summary>
public sealed class ExportTests(WebHost host) : IClassFixture<WebHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_file_holds_the_facts_of_what_the_filter_shows_and_stands_in_the_record()
    {
        var (admin, browser) = await SignedInAsync();

        // Somebody must be left to answer for the case that is kept from her.
        await host.Town.HireAsync(StaffRole.Administrator);
        var officer = await host.Town.HireAsync(StaffRole.Officer, host.Town.Roads, name: "=HYPERLINK(\"http://x\")");
        var (mine, other) = (await host.Town.FileAndTakeAsync(officer, A.NewComplaint(host.Town.Roads, wardId: 3)), await host.Town.FileAsync());
        var kept = await host.Town.FileAsync(A.NewComplaint(host.Town.Roads));
        Town.Done(await host.Town.Get<ComplaintRouting>().RecuseAsync(await host.Town.SeenAsync(kept), admin.Id, "A relative of hers is in it.", host.Town.Administrator, Token));

        using var answer = await browser.GetAsync($"/admin/complaints/export?department={host.Town.Roads}&officer={officer.Id}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("complaints-", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'), StringComparison.Ordinal);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.Equal(["case_number,status,outcome,delayed,kind,department,service,ward,filed_on,deadline_on,officer", Assert.Single(Lines(text).Skip(1))], Lines(text));
        Assert.StartsWith($"{mine.CaseNumber},Under Review,,no,ServiceFault,Roads,,Ward 3,", Lines(text)[1], StringComparison.Ordinal);
        Assert.EndsWith(",\"'=HYPERLINK(\"\"http://x\"\")\"", Lines(text)[1], StringComparison.Ordinal);
        Assert.DoesNotContain(A.Description[..20], text, StringComparison.Ordinal);

        using var all = await browser.GetAsync("/admin/complaints/export");
        var numbers = Lines(await all.Content.ReadAsStringAsync(Token)).Skip(1).Select(line => line.Split(',')[0]).ToList();
        Assert.Contains(other.CaseNumber, numbers);
        Assert.DoesNotContain(kept.CaseNumber, numbers);
        Assert.Equal(numbers.Distinct().Order(StringComparer.Ordinal), numbers);

        var entered = await EnteredAsync();
        Assert.Contains((AuditAct.ExportBegun, $"{{\"filter\":\"department={host.Town.Roads}\\u0026officer={officer.Id}\"}}"), entered);
        Assert.Contains((AuditAct.ComplaintsExported, $"{{\"filter\":\"department={host.Town.Roads}\\u0026officer={officer.Id}\",\"rows\":\"1\",\"whole\":\"yes\"}}"), entered);
        Assert.Contains((AuditAct.ComplaintsExported, $"{{\"filter\":\"\",\"rows\":\"{numbers.Count}\",\"whole\":\"yes\"}}"), entered);
    }

    [Fact]
    public async Task The_page_hears_how_far_it_has_come_and_nobody_elses_page_does()
    {
        var (admin, browser) = await SignedInAsync();
        await host.Town.FileAsync();
        var desk = host.Town.Get<ExportDesk>();
        var (ticket, others) = (desk.Give(admin.Id), desk.Give(host.Town.Administrator.UserId));

        using var answer = await browser.GetAsync($"/admin/complaints/export?ticket={ticket}");
        using var foreign = await browser.GetAsync($"/admin/complaints/export?ticket={others}");

        var rows = Lines(await answer.Content.ReadAsStringAsync(Token)).Count - 1;
        Assert.Equal(new ExportState(rows, IsRunning: false, IsWhole: true), desk.Find(ticket, admin.Id));
        Assert.Null(desk.Find(ticket, host.Town.Administrator.UserId));
        Assert.Null(desk.Find(others, host.Town.Administrator.UserId));
    }

    [Fact]
    public async Task One_that_is_stopped_is_entered_as_not_whole()
    {
        var (admin, _) = await SignedInAsync();
        await host.Town.FileAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in host.Town.Get<ComplaintExport>().ReadAsync(new QueueFilter(), "stopped", admin.Actor, stop.Token))
            {
                await stop.CancelAsync();
            }
        });

        Assert.Contains((AuditAct.ComplaintsExported, "{\"filter\":\"stopped\",\"rows\":\"0\",\"whole\":\"no\"}"), await EnteredAsync());
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a, b", "\"a, b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("  @SUM(A1)", "'  @SUM(A1)")]
    [InlineData("-2", "'-2")]
    [InlineData("+2\n", "\"'+2\n\"")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Cells_are_quoted_and_do_nothing_in_a_spreadsheet(string? text, string cell) => Assert.Equal(cell, ComplaintExport.Cell(text));

    private static List<string> Lines(string text) => [.. text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];

    private async Task<List<(AuditAct Act, string Json)>> EnteredAsync()
    {
        await using var db = await host.Town.ContextAsync();
        var lines = await db.AuditEntries.Where(e => e.Act == AuditAct.ExportBegun || e.Act == AuditAct.ComplaintsExported)
            .Join(db.AuditDetails, e => e.Sequence, d => d.Sequence, (e, d) => new { e.Act, d.Json }).ToListAsync(Token);
        return [.. lines.Select(line => (line.Act, line.Json))];
    }

    private async Task<(Member Member, StaffBrowser Browser)> SignedInAsync()
    {
        var member = await host.Town.HireAsync(StaffRole.Administrator);
        var browser = new StaffBrowser(host.Browser());
        using var answer = await browser.SignInAsync(member.UserName);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return (member, browser);
    }
}
