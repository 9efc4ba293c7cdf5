using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Staff.Queue;

namespace Mibsp.Tests.Web.Features.Staff;

/// <summary>Several rows of the queue at once.</summary>
public sealed class BulkBarTests : PageTests
{
    [Fact]
    public async Task All_on_the_page_are_ticked_and_taken_and_it_is_said_how_many()
    {
        await Town.FileAsync();
        await Town.FileAsync();
        var page = Open(await Town.HireAsync());

        await page.Find(".bulk__line input").ChangeAsync(true);
        Assert.Equal("2 selected", page.Find(".bulk__count").TextContent);
        await PressAsync(page, "Take");

        page.WaitForAssertion(() => Assert.Equal("2 done.", Result(page)));
        Assert.Empty(Ticked(page));
        Assert.All(page.FindAll(".queue__who"), who => Assert.Equal("You", who.TextContent.Trim()));
    }

    [Fact]
    public async Task What_is_refused_is_named_with_its_reason_and_stays_ticked()
    {
        var supervisor = await Town.HireAsync(StaffRole.Supervisor);
        var officer = await Town.HireAsync();
        var (free, theirs, review) = (await Town.FileAsync(), await Town.FileAsync(), await Town.FileAndTakeAsync(officer));
        var page = Open(supervisor);
        foreach (var filed in new[] { free, theirs, review })
        {
            await TickAsync(page, filed);
        }

        await TakeUnheardAsync(theirs, officer);
        await PressAsync(page, "Take");

        page.WaitForAssertion(() => Assert.Contains("1 done, 2 not:", Result(page), StringComparison.Ordinal));
        Assert.Contains($"{theirs.CaseNumber} was taken by a colleague", Result(page), StringComparison.Ordinal);
        Assert.Contains($"{review.CaseNumber}: A colleague was faster", Result(page), StringComparison.Ordinal);
        Assert.Equal(new[] { theirs.CaseNumber, review.CaseNumber }.Order(), Ticked(page).Order());
    }

    [Fact]
    public async Task A_supervisor_gives_several_to_an_officer()
    {
        var (officer, supervisor) = (await Town.HireAsync(name: "Asha Rao"), await Town.HireAsync(StaffRole.Supervisor));
        var (one, other) = (await Town.FileAsync(), await Town.FileAsync());
        var page = Open(supervisor);
        await TickAsync(page, one);
        await TickAsync(page, other);

        await PressAsync(page, "Assign…");
        page.WaitForAssertion(() => Assert.Contains("Asha Rao", page.Find("#bulk-officer").TextContent, StringComparison.Ordinal));
        await page.Find(".bulk__form").SubmitAsync();
        Assert.Contains("Choose an officer", page.Find(".bulk__form [role=alert]").TextContent, StringComparison.Ordinal);
        await page.Find("#bulk-officer").ChangeAsync(officer.Id.ToString());
        await page.Find(".bulk__form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("2 done.", Result(page)));
        Assert.All(page.FindAll(".queue__who"), who => Assert.Equal("Asha Rao", who.TextContent.Trim()));
    }

    [Fact]
    public async Task The_same_note_is_written_in_each_and_an_officer_is_not_offered_to_assign()
    {
        var officer = await Town.HireAsync();
        var (one, other) = (await Town.FileAndTakeAsync(officer), await Town.FileAndTakeAsync(officer));
        var page = Open(officer);
        await page.Find(".bulk__line input").ChangeAsync(true);
        Assert.Equal(["Take", "Start review", "Internal note…"], page.FindAll(".bulk__acts button").Select(button => button.TextContent));

        await PressAsync(page, "Internal note…");
        await page.Find(".bulk__form").SubmitAsync();
        Assert.Contains("Write a few words first", page.Find(".bulk__form [role=alert]").TextContent, StringComparison.Ordinal);
        await page.Find("#bulk-note").InputAsync("Ring the foreman.");
        await page.Find(".bulk__form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("2 done.", Result(page)));
        foreach (var filed in new[] { one, other })
        {
            var found = await Portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, officer.Actor, Token);
            Assert.Equal("Ring the foreman.", Assert.Single(found!.Timeline, item => item.What is TimelineKind.Note).Text);
        }
    }

    [Fact]
    public async Task What_disappears_is_not_acted_upon()
    {
        var (gone, stays) = (await Town.FileAsync(), await Town.FileAsync());
        var page = Open(await Town.HireAsync());
        await page.Find(".bulk__line input").ChangeAsync(true);

        await Town.TakeAsync(gone, await Town.HireAsync());

        page.WaitForAssertion(() => Assert.Equal("1 selected", page.Find(".bulk__count").TextContent));
        await PressAsync(page, "Take");
        page.WaitForAssertion(() => Assert.Equal("1 done.", Result(page)));
        Assert.Equal([stays.CaseNumber], page.FindAll("tr[data-case]").Select(row => row.GetAttribute("data-case")));
    }

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    private static string Result(IRenderedComponent<QueuePage> page) => page.Find("[data-testid=bulk-result]").TextContent.Trim();

    private static IEnumerable<string?> Ticked(IRenderedComponent<QueuePage> page)
        => page.FindAll("tr[data-case]").Where(row => row.QuerySelector(".pick input[checked]") is not null).Select(row => row.GetAttribute("data-case"));

    private static Task TickAsync(IRenderedComponent<QueuePage> page, Filed filed) => page.TickAsync(filed.CaseNumber);

    private static Task PressAsync(IRenderedComponent<QueuePage> page, string words)
        => page.FindAll(".bulk__acts button").Single(button => button.TextContent == words).ClickAsync(new());

    /// <summary>As in another process: it is in the database, but this page has not been told.</summary>
    private async Task TakeUnheardAsync(Filed filed, Member officer)
    {
        await using var db = await Town.ContextAsync();
        var complaint = await Portal.Get<Ledger>().LoadAsync(db, db.Complaints.Where(c => c.Id == filed.Id), Token);
        complaint!.Take(Mibsp.Domain.Common.Stamp.Staff(officer.Id, new DateOnly(2026, 7, 27)));
        await db.SaveChangesAsync(Token);
    }

    private IRenderedComponent<QueuePage> Open(Member member)
    {
        SignIn(member);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/officer/dashboard");
        var page = Render<QueuePage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tr[data-case]")));
        return page;
    }
}
