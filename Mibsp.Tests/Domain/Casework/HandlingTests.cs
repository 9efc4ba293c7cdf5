using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Casework;

/// <summary>What officers do with a complaint, and who is refused.</summary>
public sealed class HandlingTests
{
    private static readonly Dictionary<string, Func<ComplaintHandling, SeenComplaint, Actor, Task<Outcome>>> _moves = new()
    {
        ["take"] = (h, seen, actor) => h.TakeAsync(seen, actor, Token),
        ["start"] = (h, seen, actor) => h.StartReviewAsync(seen, null, actor, Token),
        ["ask"] = (h, seen, actor) => h.AskCitizenAsync(seen, "Which street?", actor, Token),
        ["write"] = (h, seen, actor) => h.WriteToCitizenAsync(seen, "We are on it.", actor, Token),
        ["note"] = (h, seen, actor) => h.WriteNoteAsync(seen, "Seen the pipe.", actor, Token),
        ["propose"] = (h, seen, actor) => h.ProposeClosingAsync(seen, ComplaintOutcome.Resolved, "Mended.", actor, Token),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task A_complaint_goes_all_the_way(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        var filed = await town.FileAsync();
        foreach (var move in (string[])["take", "ask", "start", "write", "note", "propose"])
        {
            Town.Done(await _moves[move](portal.Get<ComplaintHandling>(), await town.SeenAsync(filed), officer.Actor));
            await Chronicle.HoldsAsync(portal);
        }

        Town.Done(await portal.Get<ComplaintTracking>().ConfirmAsync(filed.TrackingId, Token));

        var tracked = await portal.Get<TrackingQueries>().FindAsync(filed.TrackingId, Token);
        Assert.Equal((ComplaintStatus.Closed, ComplaintOutcome.Resolved, 2), (tracked!.Status, tracked.Outcome, tracked.Messages.Count));
        Assert.Equal(6, tracked.History.Count);
        await Chronicle.HoldsAsync(portal);
    }

    [Theory]
    [OnEveryDatabase("take")]
    [OnEveryDatabase("start")]
    [OnEveryDatabase("ask")]
    [OnEveryDatabase("write")]
    [OnEveryDatabase("note")]
    [OnEveryDatabase("propose")]
    public async Task Each_move_is_refused_to_whom_the_complaint_does_not_exist_and_to_whoever_saw_it_before_it_changed(DatabaseProvider provider, string move)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (officer, colleague, stranger) = (await town.HireAsync(), await town.HireAsync(), await town.HireAsync(StaffRole.Officer, town.Roads));
        var (auditor, administrator) = (await town.HireAsync(StaffRole.Auditor), await town.HireAsync(StaffRole.Administrator));
        var filed = await town.FileAndTakeAsync(officer);
        var seen = await town.SeenAsync(filed);

        foreach (var other in (Member[])[colleague, stranger, auditor, administrator])
        {
            Assert.Equal(Refusal.NotFound, (await MoveAsync(portal, move, seen, other)).Refusal);
        }

        Assert.Equal(Refusal.NotFound, (await MoveAsync(portal, move, new SeenComplaint(Identifiers.Random(), 1), officer)).Refusal);
        Assert.Equal(Refusal.ChangedByOthers, (await MoveAsync(portal, move, seen with { Version = seen.Version - 1 }, officer)).Refusal);
        Assert.Equal(seen, await town.SeenAsync(filed));
    }

    [Theory]
    [OnEveryDatabase("take")]
    [OnEveryDatabase("start")]
    [OnEveryDatabase("note")]
    public async Task Whoever_is_recused_is_told_that_there_is_no_such_complaint(DatabaseProvider provider, string move)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (officer, head) = (await town.HireAsync(), await town.HireAsync(StaffRole.Supervisor));
        var filed = await town.FileAndTakeAsync(officer);
        Town.Done(await MoveAsync(portal, "propose", await town.SeenAsync(filed), head));
        Town.Done(await portal.Get<ComplaintTracking>().ContestAsync(filed.TrackingId, "It still leaks.", Token));

        // The head proposed, the officer had it: both are out.
        foreach (var gone in (Member[])[officer, head])
        {
            Assert.Equal(Refusal.NotFound, (await MoveAsync(portal, move, await town.SeenAsync(filed), gone)).Refusal);
            Assert.Null(await portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, gone.Actor, Token));
            Assert.Equal(0, (await portal.Get<Mibsp.Domain.Counters.FigureQueries>().WorkOfAsync(gone.Actor, Token)).Unassigned);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task A_head_may_act_for_their_officers_and_an_officer_must_take_first(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (officer, head) = (await town.HireAsync(), await town.HireAsync(StaffRole.Supervisor));
        var filed = await town.FileAsync();

        Assert.Equal(Refusal.TakeItFirst, (await MoveAsync(portal, "start", await town.SeenAsync(filed), officer)).Refusal);
        Town.Done(await MoveAsync(portal, "note", await town.SeenAsync(filed), officer));
        Town.Done(await MoveAsync(portal, "start", await town.SeenAsync(filed), head));
        Town.Done(await MoveAsync(portal, "ask", await town.SeenAsync(filed), head));
        await Chronicle.HoldsAsync(portal);
    }

    [Theory]
    [InlineData("", Refusal.NoteMissing)]
    [InlineData(" \n ", Refusal.NoteMissing)]
    [InlineData("2001", Refusal.TextTooLong)]
    public async Task Texts_must_say_something_and_fit(string text, Refusal expected)
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        var filed = await town.FileAndTakeAsync(officer);
        var (handling, seen) = (portal.Get<ComplaintHandling>(), await town.SeenAsync(filed));
        var said = text == "2001" ? new string('x', 2001) : text;

        Assert.Equal(expected, (await handling.AskCitizenAsync(seen, said, officer.Actor, Token)).Refusal);
        Assert.Equal(expected, (await handling.WriteToCitizenAsync(seen, said, officer.Actor, Token)).Refusal);
        Assert.Equal(expected, (await handling.WriteNoteAsync(seen, said, officer.Actor, Token)).Refusal);
        Assert.Equal(expected, (await handling.ProposeClosingAsync(seen, ComplaintOutcome.Resolved, said, officer.Actor, Token)).Refusal);
        Assert.Equal(expected, (await portal.Get<ComplaintTracking>().WriteAsync(filed.TrackingId, said, Token)).Refusal);
        Assert.Equal(seen, await town.SeenAsync(filed));
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_closed_stays_closed(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        var filed = await town.FileAndTakeAsync(officer);
        await town.ProposeAsync(filed, officer);
        Town.Done(await portal.Get<ComplaintTracking>().ConfirmAsync(filed.TrackingId, Token));

        foreach (var move in (string[])["start", "ask", "write", "propose"])
        {
            Assert.Equal(Refusal.WrongStatus, (await MoveAsync(portal, move, await town.SeenAsync(filed), officer)).Refusal);
        }

        Assert.Equal(Refusal.WrongStatus, (await portal.Get<ComplaintTracking>().WriteAsync(filed.TrackingId, "One more thing.", Token)).Refusal);
        Assert.Equal(Refusal.WrongStatus, (await portal.Get<ComplaintTracking>().ContestAsync(filed.TrackingId, "No.", Token)).Refusal);
    }

    [Theory, OnEveryDatabase]
    public async Task Silence_closes_once_and_not_a_day_early(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        var filed = await town.FileAndTakeAsync(officer);
        await town.ProposeAsync(filed, officer);
        var closing = portal.Get<ComplaintClosing>();

        portal.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await closing.CloseSilentAsync(30, Token));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await closing.CloseSilentAsync(30, Token));
        Assert.Equal(0, await closing.CloseSilentAsync(30, Token));

        await using var db = await town.ContextAsync();
        var complaint = await db.Complaints.AsNoTracking().SingleAsync(Token);
        Assert.Equal((ComplaintStatus.Closed, ComplaintOutcome.NoAnswer), (complaint.Status, complaint.Outcome));
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task Only_the_enabled_members_of_the_department_who_are_not_recused_can_be_given_work(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (proposer, free, disabled) = (await town.HireAsync(), await town.HireAsync(), await town.HireAsync());
        var (stranger, auditor, head) = (await town.HireAsync(StaffRole.Officer, town.Roads), await town.HireAsync(StaffRole.Auditor), await town.HireAsync(StaffRole.Supervisor));
        Town.Done(await portal.Get<StaffAccounts>().SetDisabledAsync(disabled.Id, true, town.Administrator, Token));
        var filed = await town.FileAndTakeAsync(proposer);
        await town.ProposeAsync(filed, proposer);
        Town.Done(await portal.Get<ComplaintTracking>().ContestAsync(filed.TrackingId, "It still leaks.", Token));
        var assigning = portal.Get<ComplaintAssigning>();

        var candidates = await assigning.CandidatesAsync(filed.Id, head.Actor, Token);
        Assert.Equal(new[] { free.Id, head.Id }.Order(), candidates.Select(c => c.Id).Order());
        foreach (var other in (Member[])[proposer, disabled, stranger, auditor])
        {
            Assert.Equal(Refusal.OfficerNotEligible, (await assigning.AssignAsync(await town.SeenAsync(filed), other.Id, town.Administrator, Token)).Refusal);
        }

        var foreignHead = await town.HireAsync(StaffRole.Supervisor, town.Roads);
        Assert.Equal(Refusal.NotFound, (await assigning.AssignAsync(await town.SeenAsync(filed), free.Id, foreignHead.Actor, Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await assigning.AssignAsync(await town.SeenAsync(filed), free.Id, free.Actor, Token)).Refusal);
        Assert.Empty(await assigning.CandidatesAsync(filed.Id, foreignHead.Actor, Token));
        Town.Done(await assigning.AssignAsync(await town.SeenAsync(filed), free.Id, head.Actor, Token));
        await Chronicle.HoldsAsync(portal);
    }

    private static Task<Outcome> MoveAsync(TestPortal portal, string move, SeenComplaint seen, Member member)
        => _moves[move](portal.Get<ComplaintHandling>(), seen, member.Actor);
}
