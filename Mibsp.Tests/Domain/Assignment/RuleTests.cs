using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Assignment;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Assignment;

/// <summary>A complaint finds its officer by the rule of the department it comes to.</summary>
public sealed class RuleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task In_turn_stays_in_turn_when_many_file_at_once(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var officers = new List<Member> { await town.HireAsync(), await town.HireAsync(), await town.HireAsync() };
        await SetAsync(portal, AssignmentWay.InTurn);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => town.FileAsync(), Token)));

        await using var db = await town.ContextAsync();
        var given = await db.Complaints.OrderBy(c => c.CaseNumber).Select(c => c.OfficerId!.Value).ToListAsync(Token);
        var turn = officers.Select(o => o.Id).Order().ToList();
        Assert.Equal(Enumerable.Range(0, 12).Select(i => turn[i % 3]), given);
        Assert.Equal(12, await db.AuditEntries.CountAsync(e => e.Act == AuditAct.ComplaintAssigned && e.By == Party.System, Token));
        Assert.Contains("\"by\":\"rule\"", await db.AuditDetails.Where(d => d.Json.Contains("rule")).Select(d => d.Json).FirstAsync(Token), StringComparison.Ordinal);
        Assert.Equal(4, await db.Notices.CountAsync(n => n.UserId == turn[0] && n.Kind == NoticeKind.GivenToYou, Token));
        Assert.All(await db.Complaints.ToListAsync(Token), c => Assert.Equal(c.OfficerId, c.AccountableId));
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task Whoever_has_least_gets_the_next(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (busy, idle) = (await town.HireAsync(), await town.HireAsync());
        await town.FileAndTakeAsync(busy);
        await town.FileAndTakeAsync(busy);
        await SetAsync(portal, AssignmentWay.LeastLoaded);

        Assert.Equal(idle.Id, await OfficerOfAsync(portal, await town.FileAsync()));
        Assert.Equal(idle.Id, await OfficerOfAsync(portal, await town.FileAsync()));
        Assert.NotNull(await OfficerOfAsync(portal, await town.FileAsync()));
        await using var db = await town.ContextAsync();
        Assert.Equal(5, await db.Complaints.CountAsync(c => c.OfficerId != null, Token));
        Assert.Equal(2, Math.Min(await db.Complaints.CountAsync(c => c.OfficerId == busy.Id, Token), await db.Complaints.CountAsync(c => c.OfficerId == idle.Id, Token)));
    }

    [Fact]
    public async Task Nobody_who_is_away_disabled_or_kept_from_it_is_given_anything()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var (away, disabled, there, head) = (await town.HireAsync(), await town.HireAsync(), await town.HireAsync(), await town.HireAsync(StaffRole.Supervisor));
        await SetAsync(portal, AssignmentWay.InTurn);
        var today = portal.Get<MunicipalTime>().Today;
        Town.Done(await portal.Get<StaffAbsence>().SetAsync(away.Id, new Absence(today, today.AddDays(3), null), town.Administrator, Token));
        Town.Done(await portal.Get<StaffAccounts>().SetDisabledAsync(disabled.Id, true, town.Administrator, Token));

        var first = await town.FileAsync();
        Assert.Equal(there.Id, await OfficerOfAsync(portal, first));
        Assert.Equal(there.Id, await OfficerOfAsync(portal, await town.FileAsync()));

        // To another department and back, kept from the only one there is: it stays with nobody.
        Town.Done(await portal.Get<ComplaintRouting>().RecuseAsync(await town.SeenAsync(first), there.Id, "A relative of hers is in it.", town.Administrator, Token));
        Town.Done(await portal.Get<ComplaintRouting>().TransferAsync(await town.SeenAsync(first), town.Roads, "Theirs.", town.Administrator, Token));
        Town.Done(await portal.Get<ComplaintRouting>().TransferAsync(await town.SeenAsync(first), town.Water, "Ours.", town.Administrator, Token));
        Assert.Null(await OfficerOfAsync(portal, first));
        await Chronicle.HoldsAsync(portal);
        Assert.NotEqual(head.Id, await OfficerOfAsync(portal, first));
    }

    [Fact]
    public async Task What_is_handed_over_is_given_by_the_rule_of_where_it_comes_to()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var (water, roads) = (await town.HireAsync(), await town.HireAsync(StaffRole.Officer, town.Roads));
        await SetAsync(portal, AssignmentWay.InTurn, town.Roads);
        var filed = await town.FileAndTakeAsync(water);
        var other = await town.FileAsync();

        Town.Done(await portal.Get<ComplaintRouting>().TransferAsync(await town.SeenAsync(filed), town.Roads, "Theirs.", water.Actor, Token));

        Assert.Equal(roads.Id, await OfficerOfAsync(portal, filed));
        Assert.Null(await OfficerOfAsync(portal, other));
        await using var db = await town.ContextAsync();
        Assert.True(await db.Notices.AnyAsync(n => n.UserId == roads.Id && n.Kind == NoticeKind.GivenToYou, Token));
        await Chronicle.HoldsAsync(portal);
    }

    [Fact]
    public async Task What_is_held_back_is_given_when_it_is_released_and_not_before()
    {
        using var portal = new TestPortal(also: services => services.Add(new(typeof(ReleaseDelay), new ReleaseDelay(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6)))));
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        await SetAsync(portal, AssignmentWay.InTurn);
        Assert.Null((await portal.Get<ComplaintFiling>().FileAsync(A.NewComplaint(town.Water, kind: ComplaintKind.BribeDemanded), Mibsp.Domain.Tracking.TrackingId.New(), Token)).Refusal);
        await using var db = await town.ContextAsync();
        Assert.Null((await db.Complaints.AsNoTracking().SingleAsync(Token)).OfficerId);

        await portal.Get<ComplaintReleasing>().ReleaseDueAsync(Token);
        portal.Clock.Advance(TimeSpan.FromMinutes(7));
        Assert.Equal(1, await portal.Get<ComplaintReleasing>().ReleaseDueAsync(Token));
        Assert.Equal(0, await portal.Get<ComplaintReleasing>().ReleaseDueAsync(Token));

        Assert.Equal(officer.Id, (await db.Complaints.AsNoTracking().SingleAsync(Token)).OfficerId);
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Act == AuditAct.ComplaintAssigned, Token));
        await Chronicle.HoldsAsync(portal);
    }

    [Fact]
    public async Task By_hand_is_the_rule_of_those_who_have_none_and_only_administrators_set_one()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        Assert.Equal(Refusal.NotFound, (await portal.Get<AssignmentRuleEditing>().SetAsync(town.Water, AssignmentWay.InTurn, officer.Actor, Token)).Refusal);
        Assert.Equal(Refusal.DepartmentMissing, (await portal.Get<AssignmentRuleEditing>().SetAsync(999, AssignmentWay.InTurn, town.Administrator, Token)).Refusal);
        Assert.Empty(await portal.Get<AssignmentRuleEditing>().ListAsync(officer.Actor, Token));
        Assert.All(await portal.Get<AssignmentRuleEditing>().ListAsync(town.Administrator, Token), row => Assert.Equal(AssignmentWay.ByHand, row.Way));

        Assert.Null(await OfficerOfAsync(portal, await town.FileAsync()));
        await SetAsync(portal, AssignmentWay.LeastLoaded);
        await SetAsync(portal, AssignmentWay.ByHand);
        Assert.Null(await OfficerOfAsync(portal, await town.FileAsync()));
    }

    [Fact]
    public void Turns_go_round_and_nobody_is_nobody()
    {
        var ids = Enumerable.Range(0, 3).Select(_ => Identifiers.Random()).Order().ToList();

        Assert.Equal(ids[0], AssignmentTurn.InTurn(ids, null));
        Assert.Equal(ids[1], AssignmentTurn.InTurn(ids, ids[0]));
        Assert.Equal(ids[0], AssignmentTurn.InTurn(ids, ids[2]));
        Assert.Null(AssignmentTurn.InTurn([], ids[0]));
        Assert.Equal(ids[2], AssignmentTurn.LeastLoaded(ids, new Dictionary<Guid, int> { [ids[0]] = 2, [ids[1]] = 1 }, null));
        Assert.Null(AssignmentTurn.LeastLoaded([], new Dictionary<Guid, int>(), null));
    }

    private static async Task SetAsync(TestPortal portal, AssignmentWay way, int? department = null)
        => Town.Done(await portal.Get<AssignmentRuleEditing>().SetAsync(department ?? portal.Town.Water, way, portal.Town.Administrator, Token));

    private static async Task<Guid?> OfficerOfAsync(TestPortal portal, Filed filed)
    {
        await using var db = await portal.Town.ContextAsync();
        return await db.Complaints.Where(c => c.Id == filed.Id).Select(c => c.OfficerId).SingleAsync(Token);
    }
}
