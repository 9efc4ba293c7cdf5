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

        var complaints = await db.Complaints.AsNoTracking().Include(c => c.History).Include(c => c.Spans).AsSplitQuery().ToListAsync(token);
        var released = complaints.Where(c => c.IsReleased).ToList();
        var tallies = await db.ComplaintTallies.AsNoTracking().Where(t => t.Count != 0).ToListAsync(token);
        Assert.Equal(
            released.GroupBy(c => $"{c.DepartmentId} {c.FiledOn:yyyy-MM} {c.Status}").Select(g => $"{g.Key}: {g.Count()}").Order(),
            tallies.Select(t => $"{t.DepartmentId} {t.FiledMonth:yyyy-MM} {t.Status}: {t.Count}").Order());
        var work = await db.WorkTallies.AsNoTracking().Where(w => w.Count != 0).ToListAsync(token);
        Assert.Equal(
            released.Where(c => c.Status.IsOpen()).GroupBy(c => $"{c.DepartmentId} {c.OfficerId ?? Guid.Empty} {c.LateAfterOn:O}").Select(g => $"{g.Key}: {g.Count()}").Order(),
            work.Select(w => $"{w.DepartmentId} {w.OfficerId} {w.LateAfterOn:O}: {w.Count}").Order());

        var ages = await db.AgeTallies.AsNoTracking().Where(a => a.Count != 0).ToListAsync(token);
        Assert.Equal(
            released.Where(c => c.Status.IsOpen()).GroupBy(c => $"{c.DepartmentId} {c.FiledOn:O}").Select(g => $"{g.Key}: {g.Count()}").Order(),
            ages.Select(a => $"{a.DepartmentId} {a.FiledOn:O}: {a.Count}").Order());
        await FlowsHoldAsync(portal, released);

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

    /// <summary>What flowed on each day and in each month, told from the complaints in other words than the portal's own.</summary>
    private static async Task FlowsHoldAsync(TestPortal portal, List<Complaint> released)
    {
        await using var db = await portal.Town.ContextAsync();
        IEnumerable<(Complaint C, DateOnly On, int Department, string What, int Count)> acts = released.SelectMany(c => c.History.OrderBy(h => h.Number).SelectMany(h => ActsOf(c, h)).Concat(
            c.Spans.OrderBy(s => s.Number).Zip(c.Spans.OrderBy(s => s.Number).Skip(1)).Where(pair => pair.First.DepartmentId != pair.Second.DepartmentId)
                .SelectMany(pair => new[] { (c, pair.Second.FromOn, pair.First.DepartmentId, "left", 1), (c, pair.Second.FromOn, pair.Second.DepartmentId, "came", 1) })));
        var expected = acts.SelectMany(a => new[] { $"all 0", $"service {a.C.ServiceId ?? 0}", $"ward {a.C.WardId ?? 0}", $"kind {(int)a.C.Kind}" }
                .SelectMany(of => new[] { ($"day {a.On:yyyy-MM-dd} {a.Department} {of} {a.What}", a.Count), ($"month {a.On:yyyy-MM}-01 {a.Department} {of} {a.What}", a.Count) }))
            .GroupBy(cell => cell.Item1, cell => cell.Count).Where(g => g.Sum() != 0).Select(g => $"{g.Key}: {g.Sum()}").Order(StringComparer.Ordinal);
        var flows = await db.FlowTallies.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
        var kept = flows.SelectMany(f => new[]
            {
                ("filed", f.Filed), ("came", f.Came), ("left", f.Left), ("acted", f.Acted), ("days to act", f.DaysToAct), ("proposed", f.Proposed), ("contested", f.Contested),
                ("closed", f.Closed), ("in time", f.ClosedInTime), ("days to close", f.DaysToClose),
            }.Where(m => m.Item2 != 0).Select(m => $"{f.Grain.ToString().ToLowerInvariant()} {f.On:yyyy-MM-dd} {f.DepartmentId} {f.Margin.ToString().ToLowerInvariant()} {f.Value} {m.Item1}: {m.Item2}"))
            .Order(StringComparer.Ordinal);
        Assert.Equal(expected, kept);
    }

    private static IEnumerable<(Complaint C, DateOnly On, int Department, string What, int Count)> ActsOf(Complaint c, StatusChange line)
    {
        var there = c.Spans.OrderBy(s => s.Number).Where(s => s.FromOn <= line.On && (s.UntilOn ?? line.On) >= line.On).Select(s => s.DepartmentId).ToList();
        Assert.True(line.DepartmentId is not { } noted || there.Contains(noted), $"{c.CaseNumber} was not with {line.DepartmentId} on {line.On:O}.");
        var (where, age) = (line.DepartmentId ?? (line.From is null ? there.FirstOrDefault(c.DepartmentId) : there.LastOrDefault(c.DepartmentId)), line.On.DayNumber - c.FiledOn.DayNumber);
        return (line.From, line.To) switch
        {
            (null, _) => [(c, line.On, where, "filed", 1)],
            (ComplaintStatus.Pending, ComplaintStatus.UnderReview) => [(c, line.On, where, "acted", 1), (c, line.On, where, "days to act", age)],
            (_, ComplaintStatus.ActionTaken) => [(c, line.On, where, "proposed", 1)],
            (_, ComplaintStatus.Reopened) => [(c, Proposal().On, where, "contested", 1)],
            (var from, ComplaintStatus.Closed) =>
                [(c, line.On, where, "closed", 1), (c, line.On, where, "days to close", age), (c, line.On, where, "in time", c.LateAfterOn < (from is ComplaintStatus.ActionTaken ? Proposal().On : line.On) ? 0 : 1)],
            _ => [],
        };

        StatusChange Proposal() => c.History.Where(h => h.Number < line.Number && h.To is ComplaintStatus.ActionTaken).MaxBy(h => h.Number)!;
    }

    /// <summary>The tallies as the services read them.</summary>
    public static Task<Figures> FiguresAsync(TestPortal portal) => portal.Get<FigureQueries>().ReadAsync(TestContext.Current.CancellationToken);
}
