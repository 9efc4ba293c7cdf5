using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Analytics;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Erasing;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Counters;

/// <summary>Thousands of acts in an order that nobody thought of, the same at each run: the tallies equal a recount.</summary>
public sealed class RandomActsTests
{
    /// <summary>Acts are about the latest complaints: older ones are mostly closed, and refuse them.</summary>
    private const int Latest = 40;

    private uint _state = 20260715;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Tallies_equal_a_recount_after_any_acts(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        List<Member> staff =
        [
            await town.HireAsync(), await town.HireAsync(), await town.HireAsync(StaffRole.Supervisor), await town.HireAsync(StaffRole.Officer, town.Roads),
            await town.HireAsync(StaffRole.IntegrityOfficer), await town.HireAsync(StaffRole.IntegrityOfficer),
        ];
        var filed = new List<Filed> { await town.FileAsync() };
        var (done, tries) = (0, 0);

        // Over a network each act takes longer, and the acts are the same.
        var most = provider is DatabaseProvider.Sqlite ? 10_000 : 1000;
        while (done < most)
        {
            Assert.True(++tries < 20 * most, $"Only {done} acts were taken.");
            if (await ActAsync(portal, staff, filed) && ++done % (most / 4) == 0)
            {
                await Chronicle.HoldsAsync(portal);
                Assert.Equal(0, (await portal.Get<FigureRecount>().RunAsync(null, Token)).Differing);
            }
        }

        filed.AddRange(await WhatMayNotHaveBeenDrawnAsync(portal));
        await EndAsync(portal, filed);
        await Chronicle.HoldsAsync(portal);
        var figures = await Chronicle.FiguresAsync(portal);
        Assert.Equal((filed.Count, filed.Count), (figures.Total, figures.Departments.Sum(d => d.Total)));
        Assert.Equal(filed.Count, figures.Months.Sum(m => m.Count));
        Assert.All(figures.ByStatus.Values, count => Assert.True(count >= 0));

        Assert.True(await HasEverythingAsync(town));
    }

    /// <summary>Twice contested, and closed for silence: rare among random acts, and so done on purpose, too.</summary>
    private static async Task<IReadOnlyList<Filed>> WhatMayNotHaveBeenDrawnAsync(TestPortal portal)
    {
        var town = portal.Town;
        var (one, other) = (await town.HireAsync(), await town.HireAsync());
        var (contested, silent) = (await town.FileAndTakeAsync(one), await town.FileAndTakeAsync(one));
        await town.ProposeAsync(contested, one);
        Town.Done(await portal.Get<ComplaintTracking>().ContestAsync(contested.TrackingId, "No.", Token));
        await town.TakeAsync(contested, other);
        Town.Done(await portal.Get<ComplaintHandling>().AskCitizenAsync(await town.SeenAsync(contested), "Where?", other.Actor, Token));
        Town.Done(await portal.Get<ComplaintTracking>().WriteAsync(contested.TrackingId, "There.", Token));
        await town.ProposeAsync(contested, other);
        Town.Done(await portal.Get<ComplaintTracking>().ContestAsync(contested.TrackingId, "No.", Token));
        await town.ProposeAsync(silent, one);
        portal.Clock.Advance(TimeSpan.FromDays(5));
        Assert.True(await portal.Get<ComplaintClosing>().CloseSilentAsync(3, Token) > 0);
        return [contested, silent];
    }

    private static async Task<bool> HasEverythingAsync(Town town)
    {
        await using var db = await town.ContextAsync();
        return await db.StatusChanges.Select(s => s.To).Distinct().CountAsync(Token) == 6
            && await db.Complaints.AnyAsync(c => c.Contests > 1, Token) && await db.Complaints.AnyAsync(c => c.Outcome == ComplaintOutcome.NoAnswer, Token);
    }

    private async Task<bool> ActAsync(TestPortal portal, List<Member> staff, List<Filed> filed)
    {
        var (town, which, member) = (portal.Town, filed[^(1 + Draw(Math.Min(filed.Count, Latest)))], staff[Draw(staff.Count)]);
        var (handling, tracking, seen) = (portal.Get<ComplaintHandling>(), portal.Get<ComplaintTracking>(), await town.SeenAsync(which));
        switch (Draw(21))
        {
            case 0 or 20 when filed.Count < 8 || Draw(2) == 0:
                var kind = Draw(5) == 0 ? ComplaintKind.Retaliation : Draw(2) == 0 ? ComplaintKind.Delay : ComplaintKind.ServiceFault;
                filed.Add(await town.FileAsync(A.NewComplaint(Draw(3) == 0 ? town.Roads : town.Water, kind, wardId: 1 + Draw(3))));
                return true;
            case 1 when Draw(4) == 0:
                portal.Clock.Advance(TimeSpan.FromHours(9 * Draw(4)));
                return await portal.Get<ComplaintClosing>().CloseSilentAsync(3, Token) > 0;
            case 2 or 3 or 4:
                return (await handling.TakeAsync(seen, member.Actor, Token)).Succeeded;
            case 5:
                return (await portal.Get<ComplaintAssigning>().AssignAsync(seen, member.Id, town.Administrator, Token)).Succeeded;
            case 6:
                return (await handling.StartReviewAsync(seen, "On it.", member.Actor, Token)).Succeeded;
            case 7:
                return (await handling.AskCitizenAsync(seen, "Where?", member.Actor, Token)).Succeeded;
            case 8 or 9:
                return (await handling.ProposeClosingAsync(seen, ComplaintOutcome.Resolved, "Mended.", member.Actor, Token)).Succeeded;
            case 10:
                return (await tracking.ContestAsync(which.TrackingId, "No.", Token)).Succeeded;
            case 11:
                return (await tracking.ConfirmAsync(which.TrackingId, Token)).Succeeded;
            case 12:
                return (await tracking.WriteAsync(which.TrackingId, "Here.", Token)).Succeeded;
            case 13 or 14:
                return (await portal.Get<ClosingTogether>().ApproveAsync(seen, member.Actor, Token)).Succeeded;
            case 15:
                return (await portal.Get<ComplaintRouting>().TransferAsync(seen, Draw(2) == 0 ? town.Water : town.Roads, "Theirs.", member.Actor, Token)).Succeeded;
            case 16:
                return (await portal.Get<ComplaintRouting>().BlockAsync(seen, Draw(2) == 0 ? town.Water : town.Roads, "The valve.", member.Actor, Token)).Succeeded;
            case 17:
                return (await portal.Get<ComplaintRouting>().UnblockAsync(seen, member.Actor, Token)).Succeeded;
            case 18:
                return await portal.Get<EscalationSweep>().RunAsync(Token) > 0;
            case 19 when Draw(10) == 0:
                return (await portal.Get<ComplaintErasure>().EraseAsync(which.TrackingId, Token)).Succeeded;
            default:
                return (await handling.WriteNoteAsync(seen, "Seen.", member.Actor, Token)).Succeeded;
        }
    }

    /// <summary>After all that, citizens have enough of it, and some say so.</summary>
    private async Task EndAsync(TestPortal portal, List<Filed> filed)
    {
        var tracking = portal.Get<ComplaintTracking>();
        foreach (var complaint in filed.Where(_ => Draw(2) == 0))
        {
            await tracking.WithdrawAsync(complaint.TrackingId, Token);
            Assert.True((await tracking.RateAsync(complaint.TrackingId, 1 + Draw(5), Token)).Refusal is null or Refusal.Erased);
        }
    }

    // A plain recurrence (Numerical Recipes), so that a failure can be run again.
    private int Draw(int below)
    {
        _state = unchecked((_state * 1664525) + 1013904223);
        return (int)((_state >> 16) % (uint)below);
    }
}
