using System.Net;
using System.Text.Json.Nodes;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Web.Export;

/// <summary>The record as a download: for those who may read it, never kept by anything on the way, and entered.</summary>
public sealed class RecordDownloadTests(WebHost host) : IClassFixture<WebHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StaffRole.Administrator)]
    [InlineData(StaffRole.Auditor)]
    public async Task It_is_given_as_a_file_that_nobody_keeps(StaffRole role)
    {
        var (browser, me) = (new StaffBrowser(host.Browser()), await host.Town.HireAsync(role));
        await browser.SignInAsync(me.UserName);
        await host.Town.FileAsync();

        using var answer = await browser.GetAsync("/admin/audit-logs/export?act=ComplaintFiled&first=1");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.EndsWith(".jsonl", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'), StringComparison.Ordinal);
        var lines = (await answer.Content.ReadAsStringAsync(Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        Assert.Equal(("mibsp-record/1", lines.Count - 2), (lines[0]["format"]!.GetValue<string>(), lines[^1]["entries"]!.GetValue<int>()));
        Assert.All(lines[1..^1].Where(line => line.ContainsKey("act")), line => Assert.Equal("ComplaintFiled", line["act"]!.GetValue<string>()));
        Assert.True(lines[1].ContainsKey("salt"));
        var entered = (await host.Town.Get<AuditQueries>().ListAsync(new AuditFilter(AuditAct.RecordExported), null, me.Actor, Token)).Rows[0];
        Assert.Equal(me.Name, entered.UserName);
        Assert.Contains(new AuditFact("act", "ComplaintFiled"), entered.Facts!);
    }
}
