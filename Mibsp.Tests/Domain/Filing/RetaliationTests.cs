using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Filing;

/// <summary>"Something happened to me": with the integrity cell, under the same tracking ID, and without a trace where the complaint lies.</summary>
public sealed class RetaliationTests
{
    private const int Days = 5;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task It_is_a_case_of_the_integrity_cell_with_a_short_deadline_and_the_same_ID_opens_both(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var filed = await town.FileAsync();

        var outcome = await TellAsync(portal, filed.TrackingId);

        Assert.Equal((1, null), (outcome.Report, outcome.Refusal));
        var tracking = portal.Get<TrackingQueries>();
        var (first, further) = (await tracking.FindAsync(filed.TrackingId, Token), await tracking.FindAsync(filed.TrackingId.For(1), Token));
        Assert.Equal((ComplaintKind.ServiceFault, ComplaintKind.Retaliation), (first!.Kind, further!.Kind));
        Assert.True(further is { WithIntegrityCell: true, Service: null, WardId: null });
        Assert.Equal("Water Supply", further.NamedDepartment);
        Assert.Equal(new DateOnly(2026, 7, 22), further.DeadlineOn);
        Assert.Null(await tracking.FindAsync(filed.TrackingId.For(2), Token));

        // Both pages know of both; what is written to one is not in the other.
        foreach (var report in new[] { 0, 1 })
        {
            var trail = await portal.Get<TrailQueries>().FindAsync(filed.TrackingId.For(report), Token);
            Assert.Equal([0, 1], trail!.Reports.Select(r => r.Number));
        }

        Town.Done(await portal.Get<ComplaintTracking>().WriteAsync(filed.TrackingId.For(1), "He came again.", Token));
        Assert.Empty((await tracking.FindAsync(filed.TrackingId, Token))!.Messages);
        Assert.Single((await tracking.FindAsync(filed.TrackingId.For(1), Token))!.Messages);
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task Those_who_work_on_the_complaint_learn_nothing(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (officer, head) = (await town.HireAsync(), await town.HireAsync(StaffRole.Supervisor));
        var filed = await town.FileAndTakeAsync(officer);
        var before = await LookAsync(portal, filed, officer, head);

        await TellAsync(portal, filed.TrackingId);

        Assert.Equal(before, await LookAsync(portal, filed, officer, head));
        var linked = await LinkedAsync(portal, filed);
        foreach (var member in new[] { officer, head })
        {
            Assert.Null(await portal.Get<CaseQueries>().FindAsync(linked.CaseNumber, member.Actor, Token));
            Assert.Null(await portal.Get<LinkedCaseQueries>().FindAsync(linked.Id, member.Actor, Token));
            Assert.Null(await portal.Get<LinkedCaseQueries>().FindAsync(filed.Id, member.Actor, Token));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task The_cell_sees_the_facts_and_the_names_and_not_what_was_written(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (officer, cell, administrator) = (await town.HireAsync(), await town.HireAsync(StaffRole.IntegrityOfficer), await town.HireAsync(StaffRole.Administrator));
        var filed = await town.FileAndTakeAsync(officer);
        await TellAsync(portal, filed.TrackingId);
        var linked = await LinkedAsync(portal, filed);

        var seen = await portal.Get<LinkedCaseQueries>().FindAsync(linked.Id, cell.Actor, Token);

        Assert.Equal((filed.CaseNumber, "Water Supply", ComplaintStatus.UnderReview, false), (seen!.CaseNumber, seen.Department, seen.Status, seen.MayOpen));
        Assert.Equal([officer.Name], seen.HandledBy);
        Assert.Null(await portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, cell.Actor, Token));

        // An administrator knows of both cases, by their bare facts, but not that the one follows upon the other.
        Assert.NotNull(await portal.Get<CaseQueries>().FindAsync(linked.CaseNumber, administrator.Actor, Token));
        Assert.Null(await portal.Get<LinkedCaseQueries>().FindAsync(linked.Id, administrator.Actor, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Who_worked_on_the_complaint_does_not_meet_the_case_after_moving_to_the_cell(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (officer, cell) = (await town.HireAsync(), await town.HireAsync(StaffRole.IntegrityOfficer));
        var filed = await town.FileAndTakeAsync(officer);
        await TellAsync(portal, filed.TrackingId);
        var linked = await LinkedAsync(portal, filed);
        var moved = new StaffDetails(officer.UserName, officer.Name, StaffRole.IntegrityOfficer, null);
        Town.Done(await portal.Get<StaffAccounts>().ChangeAsync(officer.Id, moved, town.Administrator, Token));

        var actor = new Actor(officer.Id, StaffRole.IntegrityOfficer, town.IntegrityCell);

        Assert.Null(await portal.Get<CaseQueries>().FindAsync(linked.CaseNumber, actor, Token));
        Assert.NotNull(await portal.Get<CaseQueries>().FindAsync(linked.CaseNumber, cell.Actor, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task The_same_words_are_one_report_and_other_words_go_where_the_first_went(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var filed = await town.FileAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => TellAsync(portal, filed.TrackingId), Token)));

        Assert.All(outcomes, outcome => Assert.Equal((1, null), (outcome.Report, outcome.Refusal)));
        Assert.Equal(Refusal.ToldAlready, (await TellAsync(portal, filed.TrackingId, A.Description + " And again.")).Refusal);

        // Once that one is over, something new can be told; also when the complaint itself is closed.
        Town.Done(await portal.Get<ComplaintTracking>().WithdrawAsync(filed.TrackingId.For(1), Token));
        Town.Done(await portal.Get<ComplaintTracking>().WithdrawAsync(filed.TrackingId, Token));
        Assert.Equal((2, null), await TellAsync(portal, filed.TrackingId, A.Description + " And again.") is var again ? (again.Report, again.Refusal) : default);
        await using var db = await town.ContextAsync();
        Assert.Equal((2, 3), (await db.Complaints.CountAsync(c => c.LinkedToId == filed.Id, Token), await db.Complaints.CountAsync(Token)));
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task It_is_held_back_like_every_sensitive_report_and_not_put_among_a_flood(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider, also: services => services.AddSingleton(new ReleaseDelay(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(60))));
        var town = await portal.Town.FoundAsync();
        var cell = await town.HireAsync(StaffRole.IntegrityOfficer);
        var filed = await town.FileAsync();
        for (var i = 0; i < 40; i++)
        {
            await town.FileAsync(A.NewComplaint(town.Water, keepFrom: KeepFrom.DepartmentHead));
        }

        await TellAsync(portal, filed.TrackingId);

        var queue = new QueueFilter(Order: QueueOrder.Newest);
        Assert.DoesNotContain((await portal.Get<ComplaintQueries>().ListAsync(queue, cell.Actor, Token)).Rows, row => row.Kind is ComplaintKind.Retaliation);
        await portal.Get<ComplaintReleasing>().ReleaseDueAsync(Token);
        portal.Clock.Advance(TimeSpan.FromMinutes(60));
        await portal.Get<ComplaintReleasing>().ReleaseDueAsync(Token);
        var linked = await LinkedAsync(portal, filed);
        Assert.Equal(filed.CaseNumber, (await portal.Get<LinkedCaseQueries>().FindAsync(linked.Id, cell.Actor, Token))!.CaseNumber);
        await using var db = await town.ContextAsync();
        Assert.True(await db.Complaints.AnyAsync(c => c.BurstId != null, Token) && await db.Complaints.AnyAsync(c => c.Id == linked.Id && c.BurstId == null, Token));
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_too_short_or_of_nobody_is_refused(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var filed = await town.FileAsync();

        Assert.Equal(Refusal.TextTooShort, (await TellAsync(portal, filed.TrackingId, "He shouted.")).Refusal);
        Assert.Equal(Refusal.NotFound, (await TellAsync(portal, TrackingId.New())).Refusal);
        await using var db = await town.ContextAsync();
        Assert.Equal(1, await db.Complaints.CountAsync(Token));
    }

    private static Task<RetaliationOutcome> TellAsync(TestPortal portal, TrackingId id, string description = A.Description)
        => portal.Get<RetaliationFiling>().FileAsync(id, A.Story(description), Days, Token);

    private static async Task<Filed> LinkedAsync(TestPortal portal, Filed filed)
    {
        await using var db = await portal.Town.ContextAsync();
        var linked = await db.Complaints.SingleAsync(c => c.LinkedToId == filed.Id, Token);
        return new Filed(linked.Id, linked.CaseNumber ?? "", filed.TrackingId.For(1));
    }

    /// <summary>Everything that those who work on the complaint can see, as text.</summary>
    private static async Task<string> LookAsync(TestPortal portal, Filed filed, params Member[] members)
    {
        var seen = new List<string>();
        foreach (var member in members)
        {
            var view = await portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, member.Actor, Token);
            var list = await portal.Get<ComplaintQueries>().ListAsync(new QueueFilter(), member.Actor, Token);
            var work = await portal.Get<Mibsp.Domain.Counters.FigureQueries>().WorkOfAsync(member.Actor, Token);
            seen.Add(System.Text.Json.JsonSerializer.Serialize(new { view, list, work }));
        }

        return string.Join('\n', seen);
    }
}
