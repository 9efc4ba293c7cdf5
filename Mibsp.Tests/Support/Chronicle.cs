using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Counters;

namespace Mibsp.Tests.Support;

/// <summary>What must hold of every database at every time, whatever was done.</summary>
public static class Chronicle
{
    /// <summary>The record verifies and is dense, the tallies equal a recount, and case numbers have no gaps.</summary>
    public static async Task HoldsAsync(TestPortal portal)
    {
        var token = TestContext.Current.CancellationToken;
        var verdict = await portal.Get<AuditVerification>().VerifyAsync(token);
        await using var db = await portal.Town.ContextAsync();
        Assert.Null(verdict.FirstBad);
        var sequences = await db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Sequence).ToListAsync(token);
        Assert.Equal(Enumerable.Range(1, sequences.Count).Select(n => (long)n), sequences);

        var complaints = await db.Complaints.AsNoTracking().Include(c => c.History).ToListAsync(token);
        var released = complaints.Where(c => c.IsReleased).ToList();
        var tallies = await db.ComplaintTallies.AsNoTracking().Where(t => t.Count != 0).ToListAsync(token);
        Assert.Equal(
            released.GroupBy(c => $"{c.DepartmentId} {c.FiledOn:yyyy-MM} {c.Status}").Select(g => $"{g.Key}: {g.Count()}").Order(),
            tallies.Select(t => $"{t.DepartmentId} {t.FiledMonth:yyyy-MM} {t.Status}: {t.Count}").Order());
        var work = await db.WorkTallies.AsNoTracking().Where(w => w.Count != 0).ToListAsync(token);
        Assert.Equal(
            released.Where(c => c.Status.IsOpen()).GroupBy(c => $"{c.DepartmentId} {c.OfficerId ?? Guid.Empty} {c.LateAfterOn:O}").Select(g => $"{g.Key}: {g.Count()}").Order(),
            work.Select(w => $"{w.DepartmentId} {w.OfficerId} {w.LateAfterOn:O}: {w.Count}").Order());

        foreach (var year in released.GroupBy(c => c.CaseNumber![..4]))
        {
            Assert.Equal(Enumerable.Range(1, year.Count()).Select(n => $"{year.Key}-{n:000000}"), year.Select(c => c.CaseNumber).Order());
        }

        foreach (var complaint in complaints)
        {
            Assert.Equal(complaint.Status, complaint.History.MaxBy(h => h.Number)!.To);
            Assert.All(complaint.History.Where(h => h.By is Mibsp.Domain.Common.Party.Citizen), h => Assert.True(h.UserId is null));
        }
    }

    /// <summary>The tallies as the services read them.</summary>
    public static Task<Figures> FiguresAsync(TestPortal portal) => portal.Get<FigureQueries>().ReadAsync(TestContext.Current.CancellationToken);
}
