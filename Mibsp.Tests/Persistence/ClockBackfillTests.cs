using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Mibsp.Domain.Analytics;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Persistence;

/// <summary>Complaints from before there were clocks: the database is taken back to how it was then, and brought up again.</summary>
public sealed class ClockBackfillTests
{
    private const string Before = "AuditGuard";

    private static readonly DateOnly _filedOn = new(2026, 7, 15);
    private static readonly DateOnly _deadlineOn = new(2026, 7, 22);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Each_gets_a_clock_a_span_and_somebody_who_answers(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (town, officer, head) = (await portal.Town.FoundAsync(), await portal.Town.HireAsync(), await portal.Town.HireAsync(StaffRole.Supervisor));
        await town.HireAsync(StaffRole.IntegrityOfficer);
        var (free, mine, asked) = (await town.FileAsync(), await town.FileAndTakeAsync(officer), await town.FileAndTakeAsync(officer));
        var (proposed, withdrawn, kept) = (await town.FileAndTakeAsync(officer), await town.FileAsync(), await town.FileAsync(A.NewComplaint(town.Water, keepFrom: KeepFrom.DepartmentOfficers)));
        Town.Done(await portal.Get<ComplaintHandling>().AskCitizenAsync(await town.SeenAsync(asked), "Where?", officer.Actor, Token));
        await town.ProposeAsync(proposed, officer);
        Town.Done(await portal.Get<ComplaintTracking>().WithdrawAsync(withdrawn.TrackingId, Token));
        var recusals = await RecusalsAsync(town);
        portal.Clock.Advance(TimeSpan.FromDays(2));

        await MigrateAsync(town, Before);
        await MigrateAsync(town, null);

        await StandsAsync(town, free, _deadlineOn, ClockState.Running, null);
        await StandsAsync(town, mine, _deadlineOn, ClockState.Running, officer.Id);
        await StandsAsync(town, asked, _deadlineOn, ClockState.AwaitingCitizen, officer.Id);
        await StandsAsync(town, proposed, ClockFace.Never, ClockState.AwaitingConfirmation, officer.Id);
        await StandsAsync(town, withdrawn, _deadlineOn, null, null);
        Assert.Equal(recusals, await RecusalsAsync(town));
        Assert.NotEmpty(recusals);
        await TalliedAsync(town);
        Assert.Equal((3, 1), await portal.Get<FigureQueries>().WorkOfAsync(officer.Actor, Token) is var work ? (work.Mine, work.Unassigned) : default);

        await portal.Get<EscalationSweep>().RunAsync(Token);
        Assert.Equal([head.Id, officer.Id, officer.Id, officer.Id, null], await AnsweringAsync(town, free, mine, asked, proposed, withdrawn));
        Assert.NotNull((await AnsweringAsync(town, kept))[0]);
        portal.Clock.Advance(TimeSpan.FromDays(6));
        await portal.Get<EscalationSweep>().RunAsync(Token);
        Assert.Equal([head.Id, head.Id, officer.Id, officer.Id, null], await AnsweringAsync(town, free, mine, asked, proposed, withdrawn));
        await TalliedAsync(town);
        Assert.True((await portal.Get<FigureRecount>().RunDueAsync(null, Token))!.Differing > 0);
        await Chronicle.HoldsAsync(portal);
    }

    private static async Task StandsAsync(Town town, Filed filed, DateOnly lateAfterOn, ClockState? state, Guid? officerId)
    {
        await using var db = await town.ContextAsync();
        var c = await db.Complaints.AsNoTracking().Include(one => one.Spans).SingleAsync(one => one.Id == filed.Id, Token);
        Assert.Equal((_filedOn, _filedOn, _deadlineOn, lateAfterOn), (c.RoundOn, c.ReckonedOn, c.DeadlineOn, c.LateAfterOn));
        Assert.Equal((5, 5 * MunicipalCalendar.Day, 0, Rung.Officer), (c.Days, c.AllowanceUnits, c.Round, c.Rung));
        var spans = c.Spans.Select(s => (s.Number, s.Round, s.FromOn, s.UntilOn, (ClockState?)s.State, s.DepartmentId, s.ChargedDepartmentId, s.OfficerId, s.AccountableId));
        Assert.Equal(state is null ? [] : [(1, 0, _filedOn, null, state, town.Water, town.Water, officerId, null)], spans);
    }

    // Each work tally counts the open complaints that there are.
    private static async Task TalliedAsync(Town town)
    {
        await using var db = await town.ContextAsync();
        var open = await db.Complaints.Where(c => c.Status != ComplaintStatus.Closed).Select(c => new { c.DepartmentId, Officer = c.OfficerId ?? Guid.Empty, c.LateAfterOn }).ToListAsync(Token);
        var tallies = await db.WorkTallies.AsNoTracking().Where(t => t.Count != 0).ToListAsync(Token);
        Assert.Equal(
            open.CountBy(c => (c.DepartmentId, c.Officer, c.LateAfterOn)).Select(c => (c.Key, c.Value)).Order(),
            tallies.Select(t => ((t.DepartmentId, t.OfficerId, t.LateAfterOn), t.Count)).Order());
    }

    private static async Task<Guid?[]> AnsweringAsync(Town town, params Filed[] filed)
    {
        await using var db = await town.ContextAsync();
        var answering = await db.Complaints.ToDictionaryAsync(c => c.Id, c => c.AccountableId, Token);
        return [.. filed.Select(one => answering[one.Id])];
    }

    private static async Task<List<(Guid, Guid, Party, DateOnly)>> RecusalsAsync(Town town)
    {
        await using var db = await town.ContextAsync();
        return [.. (await db.Recusals.AsNoTracking().ToListAsync(Token)).Select(r => (r.ComplaintId, r.UserId, r.By, r.On)).Order()];
    }

    private static async Task MigrateAsync(Town town, string? target)
    {
        await using var db = await town.ContextAsync();
        await db.GetService<IMigrator>().MigrateAsync(target, Token);
        Assert.Equal(target is null, !(await db.Database.GetPendingMigrationsAsync(Token)).Any());
    }
}
