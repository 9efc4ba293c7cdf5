using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Analytics;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Demo;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Seeding;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Analytics;

/// <summary>Figures that are wrong are found, mended and told; figures that were never counted are counted.</summary>
public sealed class FigureRecountTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Where_all_is_right_it_says_so_and_changes_nothing(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (town, officer) = (await portal.Town.FoundAsync(), await portal.Town.HireAsync());
        await town.ProposeAsync(await town.FileAndTakeAsync(officer), officer);

        var result = await portal.Get<FigureRecount>().RunAsync(null, Token);

        // All on one day: eight cells of flow, by day and month at four margins, and one of each other kind.
        Assert.Equal(new RecountResult(new DateOnly(2026, 7, 15), 11, 0), result);
        Assert.Equal("{\"cells\":\"11\",\"differing\":\"0\"}", Assert.Single(await EnteredAsync(portal)));
        Assert.Equal(result, (await ReadAsync(portal)).LastRecount);
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_tampered_with_is_mended_and_told(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (town, officer) = (await portal.Town.FoundAsync(), await portal.Town.HireAsync());
        await town.FileAndTakeAsync(officer);
        await using (var db = await town.ContextAsync())
        {
            await db.FlowTallies.Where(t => t.Margin == Mibsp.Domain.Counters.FlowMargin.Ward).ExecuteUpdateAsync(s => s.SetProperty(t => t.Filed, 7), Token);
            await db.FlowTallies.Where(t => t.Margin == Mibsp.Domain.Counters.FlowMargin.Kind).ExecuteDeleteAsync(Token);
            await db.WorkTallies.ExecuteUpdateAsync(s => s.SetProperty(t => t.Count, 3), Token);
            await db.ComplaintTallies.ExecuteDeleteAsync(Token);
            await db.AgeTallies.ExecuteUpdateAsync(s => s.SetProperty(t => t.FiledOn, new DateOnly(2020, 1, 1)), Token);
        }

        var first = await portal.Get<FigureRecount>().RunAsync(null, Token);

        // Two of wards, two of kinds, the work of one and what nobody had before it, all complaints, and an age that is not there beside one that is.
        Assert.Equal((11 + 2, 2 + 2 + 2 + 1 + 2), (first.Cells, first.Differing));
        await Chronicle.HoldsAsync(portal);
        Assert.Equal(0, (await portal.Get<FigureRecount>().RunAsync(null, Token)).Differing);
        Assert.Equal($"{{\"cells\":\"{first.Cells}\",\"differing\":\"{first.Differing}\"}}", (await EnteredAsync(portal))[0]);
    }

    [Theory, OnEveryDatabase]
    public async Task Figures_that_were_never_counted_are_counted_at_the_start_and_until_then_it_is_told(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await portal.Get<DemoPlanting>().PlantAsync(Token);
        await portal.Get<ComplaintSeeding>().PlantAsync(new SeedPlan(300), isTrial: true, null, Token);
        var before = await ReadAsync(portal);
        Assert.False(before.IsBeingCounted);
        await using var db = await portal.Town.ContextAsync();

        // As the database of a portal that knew nothing of flows, nor where a line of a history was written.
        await db.FlowTallies.ExecuteDeleteAsync(Token);
        await db.AgeTallies.ExecuteDeleteAsync(Token);
        await db.StatusChanges.ExecuteUpdateAsync(s => s.SetProperty(h => h.DepartmentId, (int?)null), Token);
        Assert.True((await ReadAsync(portal)).IsBeingCounted);

        Assert.True((await portal.Get<FigureRecount>().RunDueAsync(null, Token))!.Differing > 1000);

        var after = await ReadAsync(portal);
        Assert.False(after.IsBeingCounted);
        Assert.Equal(before.Total, after.Total);
        Assert.Equal(before.Points, after.Points);
        Assert.Equal(before.Ages, after.Ages);
        Assert.Null(await portal.Get<FigureRecount>().RunDueAsync(null, Token));
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task A_recount_is_due_once_a_day(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await portal.Town.FoundAsync();
        var recount = portal.Get<FigureRecount>();

        Assert.Null(await recount.RunDueAsync(null, Token));
        Assert.Null(await recount.RunDueAsync(null, Token));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, (await recount.RunDueAsync(null, Token))!.Differing);
        Assert.Null(await recount.RunDueAsync(null, Token));
        Assert.Single(await EnteredAsync(portal));
    }

    [Theory, OnEveryDatabase]
    public async Task Acts_that_are_done_meanwhile_are_neither_forgotten_nor_counted_twice(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (town, officer) = (await portal.Town.FoundAsync(), await portal.Town.HireAsync());
        var filed = await town.FileAndTakeAsync(officer);
        await using (var db = await town.ContextAsync())
        {
            await db.FlowTallies.ExecuteDeleteAsync(Token);
        }

        // Between what it counted and what it compares with, somebody acts.
        var acting = new Meanwhile(async () =>
        {
            await town.ProposeAsync(filed, officer);
            await town.FileAsync();
        });
        Assert.Equal(8, (await portal.Get<FigureRecount>().RunAsync(acting, Token)).Differing);

        Assert.True(acting.IsDone);
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task Of_two_recounts_at_once_only_the_later_mends(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (town, officer) = (await portal.Town.FoundAsync(), await portal.Town.HireAsync());
        await town.FileAndTakeAsync(officer);
        await using (var db = await town.ContextAsync())
        {
            await db.FlowTallies.ExecuteDeleteAsync(Token);
        }

        using var node = portal.Beside();
        var second = new Meanwhile(() => node.Get<FigureRecount>().RunAsync(null, Token));
        await portal.Get<FigureRecount>().RunAsync(second, Token);

        Assert.True(second.IsDone);
        Assert.Single(await EnteredAsync(portal));
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_held_back_is_in_no_figure_and_then_in_all(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider, also: services => services.AddSingleton(new ReleaseDelay(TimeSpan.FromHours(5), TimeSpan.FromHours(6))));
        var town = await portal.Town.FoundAsync();
        var (held, gone) = (await town.FileAsync(A.NewComplaint(town.Water, ComplaintKind.Delay)), await town.FileAsync(A.NewComplaint(town.Water, ComplaintKind.Delay)));
        Town.Done(await portal.Get<ComplaintTracking>().WithdrawAsync(gone.TrackingId, Token));
        Assert.Equal(Flow.None, (await ReadAsync(portal)).Total);
        Assert.Equal(0, (await portal.Get<FigureRecount>().RunAsync(null, Token)).Cells);

        await portal.Get<ComplaintReleasing>().ReleaseDueAsync(Token);
        portal.Clock.Advance(TimeSpan.FromHours(20));
        Assert.Equal(2, await portal.Get<ComplaintReleasing>().ReleaseDueAsync(Token));

        var answer = await ReadAsync(portal);
        Assert.Equal(new Flow { Filed = 2, Closed = 1, ClosedInTime = 1 }, answer.Total);
        Assert.Equal([2, 0], answer.Points.TakeLast(2).Select(p => p.Flow.Filed));
        Assert.Equal([1, 1], answer.Points.TakeLast(2).Select(p => p.Backlog));
        Assert.NotNull(held);
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task Cells_that_nothing_is_counted_in_any_more_go(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (town, officer) = (await portal.Town.FoundAsync(), await portal.Town.HireAsync());
        var filed = await town.FileAndTakeAsync(officer);
        Town.Done(await portal.Get<ComplaintTracking>().WithdrawAsync(filed.TrackingId, Token));
        await using var db = await town.ContextAsync();
        Assert.True(await db.WorkTallies.AnyAsync(Token) && await db.AgeTallies.AnyAsync(Token));

        await portal.Get<FigureRecount>().RunAsync(null, Token);

        Assert.False(await db.WorkTallies.AnyAsync(Token) || await db.AgeTallies.AnyAsync(Token));
        await town.FileAsync();
        await Chronicle.HoldsAsync(portal);
    }

    private static async Task<AnalyticsAnswer> ReadAsync(TestPortal portal)
    {
        var today = portal.Get<MunicipalTime>().Today;
        return (await portal.Get<AnalyticsQueries>().ReadAsync(new AnalyticsQuestion(today.AddYears(-1), today, PeriodUnit.Day), portal.Town.Administrator, Token))!;
    }

    private static async Task<List<string>> EnteredAsync(TestPortal portal)
    {
        await using var db = await portal.Town.ContextAsync();
        return await (from entry in db.AuditEntries
                      where entry.Act == AuditAct.FiguresRecounted
                      join detail in db.AuditDetails on entry.Sequence equals detail.Sequence
                      orderby entry.Sequence
                      select detail.Json).ToListAsync(Token);
    }

    /// <summary>Does something once, in the midst of a recount.</summary>
    private sealed class Meanwhile(Func<Task> act) : IProgress<RecountProgress>
    {
        public bool IsDone { get; private set; }

        public void Report(RecountProgress value)
        {
            if (!IsDone)
            {
                IsDone = true;
                Task.Run(act, Token).GetAwaiter().GetResult();
            }
        }
    }
}
