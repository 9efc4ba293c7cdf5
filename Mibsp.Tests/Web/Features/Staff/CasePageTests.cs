using Bunit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Staff.Cases;
using Mibsp.Web.Live;

namespace Mibsp.Tests.Web.Features.Staff;

/// <summary>What an officer sees of a case and does with it.</summary>
public sealed class CasePageTests : PageTests
{
    private const string NotYours = "There is no such case, or it is not yours to see.";

    [Fact]
    public async Task Taking_the_case_moves_it_and_offers_what_comes_next()
    {
        var page = Open(await Town.HireAsync(), await Town.FileAsync());
        Assert.DoesNotContain("Ask the citizen", page.Markup, StringComparison.Ordinal);

        await page.Find("form.act").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Under Review", Status(page), StringComparison.Ordinal));
        Assert.Contains("Ask the citizen", page.Find(".next").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_waits_for_the_citizen_and_the_answer_shows_without_a_reload()
    {
        var officer = await Town.HireAsync();
        var filed = await Town.FileAndTakeAsync(officer);
        var page = Open(officer, filed);

        await ChooseAsync(page, "Ask the citizen");
        await page.Find("#text").InputAsync("Which corner was it?");
        await page.Find("form.act").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Awaiting Citizen", Status(page), StringComparison.Ordinal));
        Town.Done(await Portal.Get<ComplaintTracking>().WriteAsync(filed.TrackingId, "The northern one.", Token));

        page.WaitForAssertion(() => Assert.Contains("The northern one.", page.Find(".timeline").TextContent, StringComparison.Ordinal));
        Assert.Contains("Under Review", Status(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_is_for_staff_and_never_reaches_the_citizen()
    {
        var officer = await Town.HireAsync();
        var filed = await Town.FileAndTakeAsync(officer);
        var page = Open(officer, filed);

        await ChooseAsync(page, "Internal note");
        Assert.Contains("Only staff read this", page.Find(".act").TextContent, StringComparison.Ordinal);
        await page.Find("#text").InputAsync("Ring the foreman on Monday.");
        await page.Find("form.act").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Ring the foreman", page.Find(".note--internal").TextContent, StringComparison.Ordinal));
        var citizens = await Portal.Get<TrackingQueries>().FindAsync(filed.TrackingId, Token);
        Assert.Empty(citizens!.Messages);
        Assert.DoesNotContain(citizens.History, step => step.Note?.Contains("foreman", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_change_while_writing_is_told_and_the_text_stays_and_can_be_sent_again()
    {
        var officer = await Town.HireAsync();
        var filed = await Town.FileAndTakeAsync(officer);
        var page = Open(officer, filed);
        await ChooseAsync(page, "Write to the citizen");
        await page.Find("#text").InputAsync("We come on Tuesday.");

        Town.Done(await Portal.Get<ComplaintTracking>().WriteAsync(filed.TrackingId, "It got worse.", Token));

        page.WaitForAssertion(() => Assert.Contains("changed while you were writing, by the citizen.", page.Find(".act").TextContent, StringComparison.Ordinal));
        Assert.Equal("We come on Tuesday.", page.Find("#text").GetAttribute("value"));
        await page.Find("form.act").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("We come on Tuesday.", page.Find(".timeline").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_who_act_at_once_the_second_is_told_by_whom_and_keeps_the_text()
    {
        var (officer, head) = (await Town.HireAsync(), await Town.HireAsync(StaffRole.Supervisor, name: "Asha Rao"));
        var filed = await Town.FileAndTakeAsync(officer);
        var page = Open(officer, filed);
        await ChooseAsync(page, "Internal note");
        await page.Find("#text").InputAsync("Called the plumber.");

        // Between the page's last reading and its sending, at another node: this page has not heard of it.
        using (var there = Portal.Beside())
        {
            Town.Done(await there.Get<ComplaintHandling>().WriteNoteAsync(await Town.SeenAsync(filed), "I have called them.", head.Actor, Token));
        }

        await page.Find("form.act").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("by Asha Rao.", page.Find(".act [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Called the plumber.", page.Find("#text").GetAttribute("value"));
        Assert.Contains("I have called them.", page.Find(".timeline").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Called the plumber.", page.Find(".timeline").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_kept_away_is_not_told_who_has_the_case_now()
    {
        var officer = await Town.HireAsync();
        var filed = await Town.FileAndTakeAsync(officer);
        await Town.ProposeAsync(filed, officer);
        var page = Open(officer, filed);

        Town.Done(await Portal.Get<ComplaintTracking>().ContestAsync(filed.TrackingId, "Not so.", Token));
        await Town.TakeAsync(filed, await Town.HireAsync(name: "Asha Rao"));

        page.WaitForAssertion(() => Assert.Contains(NotYours, page.Markup, StringComparison.Ordinal));
        Assert.Null(await Portal.Get<LastActQueries>().HolderAsync(filed.Id, officer.Actor, Token));
        Assert.Null(await Portal.Get<LastActQueries>().FindAsync(filed.Id, officer.Actor, Token));
    }

    [Fact]
    public async Task A_stale_page_is_refused_and_the_text_stays()
    {
        var officer = await Town.HireAsync();
        var filed = await Town.FileAndTakeAsync(officer);
        var page = Open(officer, filed);
        await ChooseAsync(page, "Write to the citizen");
        await page.Find("#text").InputAsync("We come on Tuesday.");
        await ChangeUnheardAsync(filed);

        await page.Find("form.act").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("changed while you were writing", page.Find(".act [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("We come on Tuesday.", page.Find("#text").GetAttribute("value"));
        Assert.DoesNotContain("We come on Tuesday.", page.Find(".timeline").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closing_needs_an_outcome_and_words_and_then_awaits_the_citizen()
    {
        var officer = await Town.HireAsync();
        var page = Open(officer, await Town.FileAndTakeAsync(officer));
        await ChooseAsync(page, "Propose closing");

        await page.Find("form.act").SubmitAsync();
        Assert.Contains("Choose how it ends", page.Find(".act [role=alert]").TextContent, StringComparison.Ordinal);
        await page.Find("#outcome").ChangeAsync("Resolved");
        await page.Find("form.act").SubmitAsync();
        Assert.Contains("Write a few words first", page.Find(".act [role=alert]").TextContent, StringComparison.Ordinal);
        await page.Find("#text").InputAsync("The pipe was mended.");
        await page.Find("form.act").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Action Taken", Status(page), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_supervisor_gives_the_case_to_an_officer()
    {
        var (officer, supervisor) = (await Town.HireAsync(name: "Asha Rao"), await Town.HireAsync(StaffRole.Supervisor));
        var page = Open(supervisor, await Town.FileAsync());
        await ChooseAsync(page, "Assign");

        page.WaitForAssertion(() => Assert.Contains("Asha Rao", page.Find("#officer").TextContent, StringComparison.Ordinal));
        await page.Find("#officer").ChangeAsync(officer.Id.ToString());
        await page.Find("form[data-act=Assign]").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Asha Rao", page.Find(".facts--rows").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Losing_the_case_while_writing_hides_it_but_not_what_was_written()
    {
        var filed = await Town.FileAsync();
        var page = Open(await Town.HireAsync(), filed);
        await ChooseAsync(page, "Internal note");
        await page.Find("#text").InputAsync("Looks like the one of last week.");

        await Town.TakeAsync(filed, await Town.HireAsync(name: "Asha Rao"));

        page.WaitForAssertion(() => Assert.Contains("Asha Rao has this case now.", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(A.Description, page.Markup, StringComparison.Ordinal);
        Assert.Contains("Looks like the one of last week.", page.Find("#lost").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_department_and_somebody_kept_away_are_told_the_same_as_of_a_case_that_never_was()
    {
        var officer = await Town.HireAsync();
        var filed = await Town.FileAndTakeAsync(officer);
        await Town.ProposeAsync(filed, officer);
        Town.Done(await Portal.Get<ComplaintTracking>().ContestAsync(filed.TrackingId, "Not so.", Token));

        var stranger = Open(await Town.HireAsync(StaffRole.Officer, Town.Roads), filed).Markup;
        var keptAway = Open(officer, filed).Markup;
        var never = OpenNumber(officer, "2026-999999").Markup;

        Assert.Contains(NotYours, stranger, StringComparison.Ordinal);
        Assert.Equal(stranger, keptAway);
        Assert.Equal(never.Replace("2026-999999", filed.CaseNumber, StringComparison.Ordinal), keptAway);
    }

    [Fact]
    public async Task Leaving_the_page_ends_its_subscription()
    {
        var filed = await Town.FileAsync();
        Open(await Town.HireAsync(), filed);
        var live = Portal.Get<LiveUpdates>();
        Assert.Equal(1, live.Count(LiveUpdates.ComplaintTopic(filed.Id)));

        await DisposeComponentsAsync();

        Assert.Equal(0, live.Count(LiveUpdates.ComplaintTopic(filed.Id)));
    }

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    private static string Status(IRenderedComponent<CasePage> page) => page.Find("[data-testid=status]").TextContent;

    private static Task ChooseAsync(IRenderedComponent<CasePage> page, string words)
        => page.FindAll(".next__list button").Single(button => button.TextContent == words).ClickAsync(new());

    /// <summary>As another process would: the change is in the database, but this page has not been told.</summary>
    private async Task ChangeUnheardAsync(Filed filed)
    {
        await using var db = await Town.ContextAsync();
        (await db.Complaints.FindAsync([filed.Id], Token))!.Touch();
        await db.SaveChangesAsync(Token);
    }

    private IRenderedComponent<CasePage> Open(Member member, Filed filed) => OpenNumber(member, filed.CaseNumber);

    private IRenderedComponent<CasePage> OpenNumber(Member member, string caseNumber)
    {
        SignIn(member);
        var page = Render<CasePage>(p => p.Add(c => c.CaseNumber, caseNumber));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".skeleton")));
        return page;
    }
}
