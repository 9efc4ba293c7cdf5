using System.Net;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Web.Export;

/// <summary>The tables of the console as files: for those who see the console, as they see it, and in the record.</summary>
public sealed class AnalyticsDownloadTests(WebHost host) : IClassFixture<WebHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_table_is_sent_as_the_address_says_and_stands_in_the_record()
    {
        var browser = await SignedInAsync(StaffRole.Administrator);
        await host.Town.FileAsync(A.NewComplaint(host.Town.Roads, wardId: 3));

        using var answer = await browser.GetAsync($"/admin/analytics/export?table=kind&department={host.Town.Roads}&compare=None&unit=Week");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(("text/csv", "no-store"), (answer.Content.Headers.ContentType?.MediaType, answer.Headers.CacheControl?.ToString()));
        Assert.StartsWith("figures-kind-", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'), StringComparison.Ordinal);
        Assert.Contains("sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        var lines = await LinesAsync(answer);
        Assert.Equal("Kind,Filed,Closed,Closed in time,Days to first action,Closings contested,Open now", lines[0]);
        Assert.Equal("Service fault,1,0,,,,1", lines[1]);
        Assert.Contains($"{{\"table\":\"kind\",\"filter\":\"unit=Week\\u0026department={host.Town.Roads}\\u0026compare=None\",\"rows\":\"{lines.Count - 1}\"}}", await EnteredAsync());
    }

    [Fact]
    public async Task Names_that_would_be_formulas_do_nothing()
    {
        await using (var db = await host.Town.ContextAsync())
        {
            db.AddRange(new Department("=HYPERLINK(\"http://x\")"), new Department("@SUM(1,1)"));
            await db.SaveChangesAsync(Token);
        }

        using var answer = await (await SignedInAsync(StaffRole.Administrator)).GetAsync("/admin/analytics/export?table=department");

        var lines = await LinesAsync(answer);
        Assert.Contains(lines, line => line.StartsWith("\"'=HYPERLINK(\"\"http://x\"\")\",0,", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("\"'@SUM(1,1)\",0,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(StaffRole.Administrator, "volumes", HttpStatusCode.OK)]
    [InlineData(StaffRole.Auditor, "volumes", HttpStatusCode.OK)]
    [InlineData(StaffRole.Commissioner, "ages", HttpStatusCode.OK)]
    [InlineData(StaffRole.Administrator, "officers", HttpStatusCode.OK)]
    [InlineData(StaffRole.Auditor, "officers", HttpStatusCode.NotFound)]
    [InlineData(StaffRole.Commissioner, "officers", HttpStatusCode.NotFound)]
    [InlineData(StaffRole.Administrator, "people", HttpStatusCode.NotFound)]
    [InlineData(StaffRole.Supervisor, "volumes", HttpStatusCode.Forbidden)]
    [InlineData(StaffRole.Officer, "volumes", HttpStatusCode.Forbidden)]
    public async Task It_is_for_those_who_see_the_console(StaffRole role, string table, HttpStatusCode status)
    {
        using var answer = await (await SignedInAsync(role)).GetAsync($"/admin/analytics/export?table={table}&unit=Year&period=x&from=y&department=z");

        Assert.Equal(status, answer.StatusCode);
    }

    private static async Task<List<string>> LinesAsync(HttpResponseMessage answer)
        => [.. (await answer.Content.ReadAsStringAsync(Token)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];

    private async Task<List<string>> EnteredAsync()
    {
        await using var db = await host.Town.ContextAsync();
        return await db.AuditEntries.Where(e => e.Act == AuditAct.FiguresExported).Join(db.AuditDetails, e => e.Sequence, d => d.Sequence, (_, d) => d.Json).ToListAsync(Token);
    }

    private async Task<StaffBrowser> SignedInAsync(StaffRole role)
    {
        var browser = new StaffBrowser(host.Browser());
        using var answer = await browser.SignInAsync((await host.Town.HireAsync(role)).UserName);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }
}
