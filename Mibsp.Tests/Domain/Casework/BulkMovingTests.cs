using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Casework;

/// <summary>One thing for several complaints: each is checked as if it were alone, and what one is refused the others are not.</summary>
public sealed class BulkMovingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task What_a_colleague_has_taken_meanwhile_is_named_and_the_rest_is_done(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (officer, colleague) = (await town.HireAsync(), await town.HireAsync());
        var filed = new[] { await town.FileAsync(), await town.FileAsync(), await town.FileAsync() };
        var shown = await ShownAsync(portal, officer);
        await town.TakeAsync(filed[1], colleague);

        var results = await portal.Get<BulkMoving>().DoAsync(new BulkMove(BulkAct.Take), shown, officer.Actor, Token);

        Assert.Equal(shown, results.Select(result => result.Shown));
        var refused = Assert.Single(results, result => result.Refusal is not null);
        Assert.Equal((filed[1].CaseNumber, true), (refused.Shown.CaseNumber, refused.TakenByColleague));
        var mine = await portal.Get<ComplaintQueries>().ListAsync(new QueueFilter(QueueScope.Mine), officer.Actor, Token);
        Assert.Equal([filed[0].CaseNumber, filed[2].CaseNumber], mine.Rows.Select(row => row.CaseNumber).Order());
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task What_changed_since_it_was_shown_is_refused_for_each_move(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (officer, supervisor) = (await town.HireAsync(), await town.HireAsync(StaffRole.Supervisor));
        var (changed, other) = (await town.FileAndTakeAsync(officer), await town.FileAndTakeAsync(officer));
        var shown = await ShownAsync(portal, supervisor);
        Town.Done(await portal.Get<ComplaintTracking>().WriteAsync(changed.TrackingId, "It got worse.", Token));

        foreach (var move in new[] { new BulkMove(BulkAct.Note, Text: "See the foreman."), new BulkMove(BulkAct.Assign, supervisor.Id) })
        {
            var results = await portal.Get<BulkMoving>().DoAsync(move, shown, supervisor.Actor, Token);
            Assert.Equal((Refusal.ChangedByOthers, false), results.Where(r => r.Shown.Id == changed.Id).Select(r => (r.Refusal!.Value, r.TakenByColleague)).Single());
            Assert.Null(results.Single(r => r.Shown.Id == other.Id).Refusal);
            shown = [.. (await ShownAsync(portal, supervisor)).Where(row => row.Id == other.Id), .. shown.Where(row => row.Id == changed.Id)];
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Nothing_is_allowed_to_several_that_is_not_allowed_to_one(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (officer, stranger) = (await town.HireAsync(), await town.HireAsync(StaffRole.Officer, town.Roads));
        var supervisor = await town.HireAsync(StaffRole.Supervisor);
        await town.FileAsync();
        var shown = await ShownAsync(portal, officer);
        var moving = portal.Get<BulkMoving>();

        Assert.Equal(Refusal.NotFound, Assert.Single(await moving.DoAsync(new BulkMove(BulkAct.Take), shown, stranger.Actor, Token)).Refusal);
        Assert.Equal(Refusal.NotFound, Assert.Single(await moving.DoAsync(new BulkMove(BulkAct.Assign, officer.Id), shown, officer.Actor, Token)).Refusal);
        Assert.Equal(Refusal.TakeItFirst, Assert.Single(await moving.DoAsync(new BulkMove(BulkAct.StartReview), shown, officer.Actor, Token)).Refusal);
        Assert.Equal(Refusal.TakeItFirst, Assert.Single(await moving.DoAsync(new BulkMove(BulkAct.StartReview), shown, supervisor.Actor, Token)).Refusal);
        Assert.Equal(Refusal.NoteMissing, Assert.Single(await moving.DoAsync(new BulkMove(BulkAct.Note, Text: " "), shown, officer.Actor, Token)).Refusal);
        Assert.Empty(await moving.CandidatesAsync(shown, officer.Actor, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Assigned_complaints_are_started_upon_and_whoever_is_kept_away_gets_none(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (officer, supervisor) = (await town.HireAsync(name: "Asha Rao"), await town.HireAsync(StaffRole.Supervisor, name: "Meena Iyer"));
        var contested = await town.FileAndTakeAsync(officer);
        await town.ProposeAsync(contested, officer);
        Town.Done(await portal.Get<ComplaintTracking>().ContestAsync(contested.TrackingId, "Not so.", Token));
        await town.FileAsync();
        var shown = await ShownAsync(portal, supervisor);
        var moving = portal.Get<BulkMoving>();

        Assert.Equal(["Asha Rao", "Meena Iyer"], (await moving.CandidatesAsync(shown, supervisor.Actor, Token)).Select(choice => choice.DisplayName));
        var results = await moving.DoAsync(new BulkMove(BulkAct.Assign, officer.Id), shown, supervisor.Actor, Token);
        Assert.Equal(Refusal.OfficerNotEligible, results.Single(r => r.Shown.CaseNumber == contested.CaseNumber).Refusal);
        Assert.Single(results, r => r.Refusal is null);

        var started = await moving.DoAsync(new BulkMove(BulkAct.StartReview), await ShownAsync(portal, officer), officer.Actor, Token);
        Assert.Null(Assert.Single(started).Refusal);
        Assert.Equal(ComplaintStatus.UnderReview, Assert.Single(await ShownAsync(portal, officer)).Status);
    }

    [Fact]
    public async Task More_than_fifty_at_once_are_not_begun()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        await town.FileAsync();
        var row = Assert.Single(await ShownAsync(portal, officer));

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => portal.Get<BulkMoving>().DoAsync(new BulkMove(BulkAct.Take), [.. Enumerable.Repeat(row, BulkMoving.Most + 1)], officer.Actor, Token));

        Assert.Null(Assert.Single(await ShownAsync(portal, officer)).OfficerId);
    }

    private static async Task<IReadOnlyList<ComplaintRow>> ShownAsync(TestPortal portal, Member member)
        => (await portal.Get<ComplaintQueries>().ListAsync(new QueueFilter(), member.Actor, Token)).Rows;
}
