using Bunit;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Admin.Complaints;

namespace Mibsp.Tests.Web.Features.Admin;

/// <summary>An administrator keeps a case from somebody of the staff.</summary>
public sealed class KeepAwayTests : PageTests
{
    private const string Reason = "The complaint is about a cousin's firm.";

    private Member _admin = default!;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _admin = await Town.HireAsync(StaffRole.Administrator);
        SignIn(_admin);
    }

    [Fact]
    public async Task It_is_gone_for_that_person_and_somebody_else_answers_and_the_record_says_so()
    {
        var (officer, head) = (await Town.HireAsync(name: "Asha Rao"), await Town.HireAsync(StaffRole.Supervisor));
        var filed = await Town.FileAndTakeAsync(officer);
        var page = Open(filed);

        await page.Find("#keep-from").ChangeAsync(officer.Id.ToString());
        await page.Find("#keep-reason").ChangeAsync(Reason);
        await page.Find("[data-testid=keep-away]").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains($"{filed.CaseNumber} is kept from Asha Rao from now on.", page.Find(".said").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.DoesNotContain("Asha Rao", page.Find("#keep-from").TextContent, StringComparison.Ordinal));
        Assert.Null(await Portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, officer.Actor, Token));
        var view = await Portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, head.Actor, Token);
        Assert.Equal(head.Id, view!.Standing.AccountableId);
        Assert.Contains(view.Timeline, line => line.What is TimelineKind.Note && line.Text == Reason);
        Assert.DoesNotContain(Reason, page.Find(".timeline").TextContent, StringComparison.Ordinal);
        await using var db = await Town.ContextAsync();
        var entry = await db.AuditEntries.Join(db.AuditDetails, e => e.Sequence, d => d.Sequence, (e, d) => new { e.Act, d.UserId, d.ComplaintId, d.Json }).SingleAsync(e => e.Act == AuditAct.StaffRecused, Token);
        Assert.Equal((_admin.Id, filed.Id), (entry.UserId!.Value, entry.ComplaintId!.Value));
        Assert.Contains(officer.Id.ToString("N"), entry.Json, StringComparison.Ordinal);
        Assert.DoesNotContain("cousin", entry.Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_happens_without_a_person_and_a_reason()
    {
        var officer = await Town.HireAsync();
        var filed = await Town.FileAsync();
        var page = Open(filed);

        await page.Find("[data-testid=keep-away]").SubmitAsync();

        Assert.Equal(2, page.FindAll("[data-testid=keep-away] .field__error").Count);
        await page.Find("#keep-from").ChangeAsync(officer.Id.ToString());
        await page.Find("[data-testid=keep-away]").SubmitAsync();
        Assert.Single(page.FindAll("[data-testid=keep-away] .field__error"));
        Assert.NotNull(await Portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, officer.Actor, Token));
    }

    [Fact]
    public async Task A_case_that_changed_meanwhile_is_looked_at_first()
    {
        var (officer, other) = (await Town.HireAsync(), await Town.HireAsync());
        var filed = await Town.FileAsync();
        var page = Open(filed);
        await page.Find("#keep-from").ChangeAsync(officer.Id.ToString());
        await page.Find("#keep-reason").ChangeAsync(Reason);

        await Town.TakeAsync(filed, other);
        await page.Find("[data-testid=keep-away]").SubmitAsync();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=keep-away] .field__error")));
        Assert.Equal(Reason, page.Find("#keep-reason").GetAttribute("value"));
    }

    [Fact]
    public async Task Only_an_administrator_who_may_know_of_the_case_is_offered_anybody()
    {
        var (officer, second) = (await Town.HireAsync(), await Town.HireAsync(StaffRole.Administrator));
        var filed = await Town.FileAsync();
        var recusals = Portal.Get<RecusalQueries>();
        Assert.Contains(await recusals.ChoicesAsync(filed.Id, _admin.Actor, Token), choice => choice.Id == officer.Id);
        Assert.Empty(await recusals.ChoicesAsync(filed.Id, officer.Actor, Token));

        Town.Done(await Portal.Get<ComplaintRouting>().RecuseAsync(await Town.SeenAsync(filed), _admin.Id, Reason, second.Actor, Token));

        Assert.Empty(await recusals.ChoicesAsync(filed.Id, _admin.Actor, Token));
    }

    private IRenderedComponent<CasePage> Open(Filed filed)
    {
        var page = Render<CasePage>(p => p.Add(c => c.Number, filed.CaseNumber));
        page.WaitForElement("#keep-from option[value]");
        return page;
    }
}
