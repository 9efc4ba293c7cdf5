using System.Net;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Web.Host;

/// <summary>Evidence goes to those who may read its case, as a download, and leaves a line in the record.</summary>
public sealed class EvidenceDownloadTests(WebHost host) : IClassFixture<WebHost>
{
    private static readonly byte[] _picture = [0xFF, 0xD8, 0xFF, 0xD9];

    [Fact]
    public async Task The_departments_officer_gets_the_file_as_a_sandboxed_download_and_it_is_recorded()
    {
        var (filed, file) = await FileWithEvidenceAsync();
        var browser = await SignedInAsync(await host.Town.HireAsync());

        using var answer = await browser.GetAsync($"/officer/evidence/{file.Id}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(_picture, await answer.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal($"{filed.CaseNumber}-{file.Number}-not-scanned.jpg", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal("default-src 'none'; sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal(1, await OpenedAsync(filed));
    }

    [Fact]
    public async Task Another_department_is_told_that_there_is_no_such_thing()
    {
        var (filed, file) = await FileWithEvidenceAsync();
        var browser = await SignedInAsync(await host.Town.HireAsync(StaffRole.Officer, host.Town.Roads));

        using var answer = await browser.GetAsync($"/officer/evidence/{file.Id}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(0, await OpenedAsync(filed));
    }

    [Fact]
    public async Task A_file_that_is_damaged_is_a_fault_of_ours_and_not_a_crash()
    {
        var (_, file) = await FileWithEvidenceAsync();
        host.Town.Get<EvidenceStore>().DeleteKept(file.StoredName);
        var browser = await SignedInAsync(await host.Town.HireAsync());

        using var answer = await browser.GetAsync($"/officer/evidence/{file.Id}");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<(Filed Filed, EvidenceFile File)> FileWithEvidenceAsync()
    {
        var staged = await host.Town.Get<EvidenceStore>().StageAsync(new AcceptedEvidence(EvidenceType.Jpeg, _picture, []), Token);
        var filed = await host.Town.FileAsync(A.NewComplaint(host.Town.Water) with { Evidence = [staged] });
        await using var db = await host.Town.ContextAsync();
        return (filed, await db.EvidenceFiles.AsNoTracking().SingleAsync(e => e.ComplaintId == filed.Id, Token));
    }

    private async Task<int> OpenedAsync(Filed filed)
    {
        await using var db = await host.Town.ContextAsync();
        return await db.AuditDetails.Where(d => d.ComplaintId == filed.Id)
            .Join(db.AuditEntries, d => d.Sequence, e => e.Sequence, (_, e) => e.Act).CountAsync(act => act == AuditAct.EvidenceOpened, Token);
    }

    private async Task<StaffBrowser> SignedInAsync(Member member)
    {
        var browser = new StaffBrowser(host.Browser());
        using var answer = await browser.SignInAsync(member.UserName);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }
}
