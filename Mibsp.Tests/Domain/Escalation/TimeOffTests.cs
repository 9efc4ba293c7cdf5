using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Escalation;

/// <summary>Inaction of the portal itself changes nothing: after days without the ladder's job all is as if it had run each hour.</summary>
public sealed class TimeOffTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task After_three_days_off_the_end_and_the_notices_are_the_same(DatabaseProvider provider)
    {
        // Days 8 to 10 are the ones on which the first complaint is delayed and climbs.
        var always = await LiveAsync(provider, off: []);
        var paused = await LiveAsync(provider, off: [8, 9, 10]);
        var late = await LiveAsync(provider, off: [.. Enumerable.Range(1, 24)]);

        Assert.Contains("ToSupervisor", always, StringComparison.Ordinal);
        Assert.Contains("ToCommissioner", always, StringComparison.Ordinal);
        Assert.Equal(always, paused);
        Assert.Equal(always, late);
    }

    [Theory, OnEveryDatabase]
    public async Task Running_it_again_or_twice_at_once_brings_nothing_twice(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        await town.HireAsync(StaffRole.Supervisor);
        for (var i = 0; i < 12; i++)
        {
            await town.FileAsync();
        }

        portal.Clock.Advance(TimeSpan.FromDays(8));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => portal.Get<EscalationSweep>().RunAsync(Token)));
        await portal.Get<EscalationSweep>().RunAsync(Token);

        Assert.Equal(0, await portal.Get<EscalationSweep>().RunAsync(Token));
        await using var db = await town.ContextAsync();
        Assert.Equal(12 * 3, await db.LadderSteps.CountAsync(Token));
        Assert.Equal(12 * 3, await db.Notices.CountAsync(n => n.Number == 0, Token));
        Assert.Equal(12 * 3, await db.AuditEntries.CountAsync(e => e.Act == AuditAct.ReminderDue || e.Act == AuditAct.ComplaintEscalated, Token));
        await Chronicle.HoldsAsync(portal);
    }

    [Fact]
    public async Task Who_is_away_or_gone_does_not_answer_and_comes_back_to_it()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var (officer, head, cell) = (await town.HireAsync(), await town.HireAsync(StaffRole.Supervisor), await town.HireAsync(StaffRole.IntegrityOfficer));
        var filed = await town.FileAndTakeAsync(officer, A.NewComplaint(town.Water));
        Assert.Equal(officer.Id, await AccountableAsync(town, filed));

        var today = new DateOnly(2026, 7, 15);
        Town.Done(await portal.Get<StaffAbsence>().SetAsync(officer.Id, new Absence(today.AddDays(1), today.AddDays(2), null), officer.Actor, Token));
        Assert.Equal(officer.Id, await AccountableAsync(town, filed));
        await PassAsync(portal, 1);
        Assert.Equal(head.Id, await AccountableAsync(town, filed));
        await PassAsync(portal, 2);
        Assert.Equal(officer.Id, await AccountableAsync(town, filed));

        // At once, without waiting for a job.
        Town.Done(await portal.Get<StaffAccounts>().SetDisabledAsync(officer.Id, true, town.Administrator, Token));
        Assert.Equal(head.Id, await AccountableAsync(town, filed));
        Town.Done(await portal.Get<ComplaintRouting>().RecuseMyselfAsync(await town.SeenAsync(filed), head.Actor, Token));
        Assert.Equal(cell.Id, await AccountableAsync(town, filed));
        Assert.NotNull(await portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, cell.Actor, Token));
        Assert.Null(await portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, head.Actor, Token));
        await Chronicle.HoldsAsync(portal);
    }

    /// <summary>A month of a small town, with the job switched off on some days, and what stands at its end, without ids.</summary>
    private static async Task<string> LiveAsync(DatabaseProvider provider, int[] off)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var staff = new List<Member>();
        foreach (var role in new[] { StaffRole.Officer, StaffRole.Supervisor, StaffRole.IntegrityOfficer, StaffRole.Commissioner, StaffRole.Administrator })
        {
            staff.Add(await town.HireAsync(role));
        }

        var officer = staff[0];
        var filed = new[] { await town.FileAsync(), await town.FileAndTakeAsync(officer), await town.FileAndTakeAsync(officer), await town.FileAndTakeAsync(officer) };
        await portal.Get<StaffAbsence>().SetAsync(staff[1].Id, new Absence(new DateOnly(2026, 7, 24), new DateOnly(2026, 7, 28), null), staff[1].Actor, Token);
        for (var day = 1; day <= 30; day++)
        {
            portal.Clock.Advance(TimeSpan.FromDays(1));
            if (!off.Contains(day))
            {
                await portal.Get<EscalationSweep>().RunAsync(Token);
            }

            await ActAsync(portal, filed, officer, day);
        }

        await portal.Get<EscalationSweep>().RunAsync(Token);
        return await TellAsync(town, staff);
    }

    private static async Task ActAsync(TestPortal portal, Filed[] filed, Member officer, int day)
    {
        var town = portal.Town;
        switch (day)
        {
            case 3:
                Town.Done(await portal.Get<ComplaintHandling>().AskCitizenAsync(await town.SeenAsync(filed[1]), "Where?", officer.Actor, Token));
                break;
            case 9:
                Town.Done(await portal.Get<ComplaintTracking>().WriteAsync(filed[1].TrackingId, "There.", Token));
                Town.Done(await portal.Get<ComplaintHandling>().ProposeClosingAsync(await town.SeenAsync(filed[2]), ComplaintOutcome.Resolved, "Mended.", officer.Actor, Token));
                Town.Done(await portal.Get<ComplaintRouting>().TransferAsync(await town.SeenAsync(filed[3]), town.Roads, "Theirs.", officer.Actor, Token));
                break;
            case 12:
                Town.Done(await portal.Get<ComplaintTracking>().ContestAsync(filed[2].TrackingId, "No.", Token));
                break;
        }
    }

    private static async Task<string> TellAsync(Town town, List<Member> staff)
    {
        await using var db = await town.ContextAsync();
        string Who(Guid? id) => staff.Find(m => m.Id == id)?.Name ?? "nobody";
        var complaints = await db.Complaints.AsNoTracking().Include(c => c.Spans.OrderBy(s => s.Number)).Include(c => c.Steps).OrderBy(c => c.CaseNumber).ToListAsync(Token);
        var notices = await db.Notices.AsNoTracking().ToListAsync(Token);
        return string.Join('\n', complaints.Select(c => $"""
            {c.CaseNumber} {c.Status} {c.Rung} round {c.Round}, by {c.DeadlineOn:O}, late after {c.LateAfterOn:O}, {Who(c.AccountableId)}, next {c.NextMarkOn:O}
              {string.Join("; ", c.Spans.Select(s => $"{s.State} {s.FromOn:O}-{s.UntilOn:O} {Who(s.OfficerId)}/{Who(s.AccountableId)}"))}
              {string.Join("; ", c.Steps.OrderBy(s => s.Round).ThenBy(s => s.Mark).Select(s => $"{s.Round} {s.Mark} {s.On:O} {Who(s.ToldId)}"))}
              {string.Join("; ", notices.Where(n => n.ComplaintId == c.Id).Select(n => $"{n.Kind} {n.Round} {n.On:O} {Who(n.UserId)}").Order(StringComparer.Ordinal))}
            """));
    }

    private static async Task PassAsync(TestPortal portal, int days)
    {
        portal.Clock.Advance(TimeSpan.FromDays(days));
        await portal.Get<EscalationSweep>().RunAsync(Token);
    }

    private static async Task<Guid?> AccountableAsync(Town town, Filed filed)
    {
        await using var db = await town.ContextAsync();
        return await db.Complaints.Where(c => c.Id == filed.Id).Select(c => c.AccountableId).SingleAsync(Token);
    }
}
