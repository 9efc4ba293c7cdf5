using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Web.Live;

namespace Mibsp.Tests.Domain.Filing;

/// <summary>Sensitive complaints reach the town hall after a random while, and until then nobody there can tell that they exist.</summary>
public sealed class ReleaseTests
{
    private static readonly TimeSpan _least = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _most = TimeSpan.FromMinutes(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Until_it_is_released_nobody_at_the_town_hall_sees_it(DatabaseProvider provider)
    {
        using var portal = Holding(provider);
        var town = await portal.Town.FoundAsync();
        Actor[] staff =
        [
            (await town.HireAsync()).Actor, (await town.HireAsync(StaffRole.Supervisor)).Actor,
            (await town.HireAsync(StaffRole.IntegrityOfficer)).Actor, town.Administrator,
        ];
        var auditor = (await town.HireAsync(StaffRole.Auditor)).Actor;
        var before = await LookAsync(portal, staff, auditor);
        var woken = 0;
        using var watch = portal.Get<LiveUpdates>().Subscribe(LiveUpdates.DepartmentTopic(town.Water), () => Task.FromResult(++woken));

        var filed = await town.FileAsync(A.NewComplaint(town.Water, ComplaintKind.BribeDemanded));
        Town.Done(await portal.Get<ComplaintTracking>().WriteAsync(filed.TrackingId, "One thing more.", Token));

        Assert.Equal(before, await LookAsync(portal, staff, auditor));
        Assert.Equal((0, ""), (woken, filed.CaseNumber));
        await Chronicle.HoldsAsync(portal);
        Assert.Equal(ComplaintStatus.Pending, (await portal.Get<TrackingQueries>().FindAsync(filed.TrackingId, Token))!.Status);

        await ReleaseAfterAsync(portal, TimeSpan.Zero);
        await ReleaseAfterAsync(portal, _most);

        var seen = await portal.Get<ComplaintQueries>().ListAsync(new QueueFilter(), staff[0], Token);
        Assert.Equal(filed.Id, Assert.Single(seen.Rows).Id);
        Assert.Equal(1, (await Chronicle.FiguresAsync(portal)).Total);
        Assert.Contains((await portal.Get<AuditQueries>().ListAsync(new AuditFilter(AuditAct.ComplaintFiled), null, auditor, Token)).Rows, row => row.CaseNumber == seen.Rows[0].CaseNumber);
        await Chronicle.HoldsAsync(portal);
    }

    [Fact]
    public async Task Ordinary_kinds_come_at_once()
    {
        using var portal = Holding();
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();

        var filed = await town.FileAsync(A.NewComplaint(town.Water, ComplaintKind.ServiceFault));

        Assert.Equal(filed.Id, Assert.Single((await portal.Get<ComplaintQueries>().ListAsync(new QueueFilter(), officer.Actor, Token)).Rows).Id);
    }

    [Theory, OnEveryDatabase]
    public async Task It_is_released_between_the_least_and_the_most_and_only_once(DatabaseProvider provider)
    {
        using var portal = Holding(provider);
        var town = await portal.Town.FoundAsync();
        for (var i = 0; i < 20; i++)
        {
            await town.FileAsync(A.NewComplaint(town.Water, ComplaintKind.BribePaid));
        }

        Assert.Equal(0, await ReleaseAfterAsync(portal, TimeSpan.Zero));
        Assert.Equal(0, await ReleaseAfterAsync(portal, _least - TimeSpan.FromSeconds(1)));
        var early = await ReleaseAfterAsync(portal, TimeSpan.FromMinutes(27));
        var late = await ReleaseAfterAsync(portal, TimeSpan.FromMinutes(28) + TimeSpan.FromSeconds(1));

        Assert.Equal(20, early + late);
        Assert.InRange(early, 1, 19);
        Assert.Equal(0, await ReleaseAfterAsync(portal, _most));
        await Chronicle.HoldsAsync(portal);
    }

    [Fact]
    public async Task After_a_restart_it_is_released_all_the_same_and_no_time_was_kept()
    {
        using var portal = Holding();
        var town = await portal.Town.FoundAsync();
        await town.FileAsync(A.NewComplaint(town.Water, ComplaintKind.Retaliation));
        Assert.Equal(0, await ReleaseAfterAsync(portal, TimeSpan.Zero));

        // What a new process begins with: the database, and a schedule that knows nothing.
        var schedule = new ReleaseSchedule(new ReleaseDelay(_least, _most), portal.Clock);
        var restarted = new ComplaintReleasing(
            portal.Get<IDbContextFactory<MibspDbContext>>(), portal.Get<Ledger>(), schedule, portal.Get<MunicipalTime>(), portal.Get<Mibsp.Domain.Settings.RulesReading>(), portal.Get<IComplaintEvents>());
        portal.Clock.Advance(_least - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await restarted.ReleaseDueAsync(Token));
        portal.Clock.Advance(_most);

        Assert.Equal(1, await restarted.ReleaseDueAsync(Token));
        Assert.Equal(0, await ReleaseAfterAsync(portal, _most));
    }

    [Fact]
    public void Each_while_is_within_the_limits_and_they_differ()
    {
        var delay = new ReleaseDelay(_least, _most);

        var drawn = Enumerable.Range(0, 2000).Select(_ => delay.Draw()).ToList();

        Assert.All(drawn, d => Assert.InRange(d, _least, _most));
        Assert.InRange(drawn.Average(d => d.TotalMinutes), 30, 35);
        Assert.InRange(drawn.Distinct().Count(), 1000, 2000);
        Assert.Equal(TimeSpan.Zero, ReleaseDelay.None.Draw());
    }

    private static TestPortal Holding(DatabaseProvider provider = DatabaseProvider.Sqlite)
        => new(provider, also: services => services.AddSingleton(new ReleaseDelay(_least, _most)));

    private static async Task<int> ReleaseAfterAsync(TestPortal portal, TimeSpan time)
    {
        portal.Clock.Advance(time);
        return await portal.Get<ComplaintReleasing>().ReleaseDueAsync(Token);
    }

    /// <summary>All that staff and the public can ask for, as one text.</summary>
    private static async Task<string> LookAsync(TestPortal portal, Actor[] staff, Actor auditor)
    {
        var seen = new List<object?>();
        foreach (var actor in staff)
        {
            seen.Add((await portal.Get<ComplaintQueries>().ListAsync(new QueueFilter(), actor, Token)).Rows.Count);
            seen.Add(await portal.Get<CaseQueries>().FindAsync("", actor, Token));
            seen.Add(await portal.Get<FigureQueries>().WorkOfAsync(actor, Token));
            seen.Add(await portal.Get<FigureQueries>().UnassignedAsync(actor, Token));
        }

        seen.Add(string.Join('\n', (await portal.Get<AuditQueries>().ListAsync(new AuditFilter(), null, auditor, Token)).Rows));
        seen.Add((await Chronicle.FiguresAsync(portal)) is var figures ? (figures.Total, figures.Delayed, figures.Departments.Sum(d => d.Total)) : default);
        return string.Join('\n', seen);
    }
}
