using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Analytics;

/// <summary>Answers the console off the tallies. Never counts complaints. For administrators, the commissioner and auditors.</summary>
public sealed class AnalyticsQueries(IDbContextFactory<MibspDbContext> contexts, MunicipalTime time)
{
    /// <summary>At most so many people are listed with their load, the most loaded.</summary>
    public const int MostPeople = 50;

    /// <summary>
    /// Null for everybody else. Complaints that are kept from the actor are in no figure; persons are named to administrators only.
    /// All is read at one moment, so that every figure goes with every other.
    /// </summary>
    public async Task<AnalyticsAnswer?> ReadAsync(AnalyticsQuestion question, Actor actor, CancellationToken ct)
    {
        if (actor.Role is not (StaffRole.Administrator or StaffRole.Commissioner or StaffRole.Auditor))
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await Snapshot.ReadAsync(db, token => ReadAsync(db, question.Within(time.Today), actor, token), ct);
    }

    private async Task<AnalyticsAnswer> ReadAsync(MibspDbContext db, AnalyticsQuestion question, Actor actor, CancellationToken ct)
    {
        // Few, and worked out by the same functions by which they were counted.
        var hidden = await TallyCounting.OfAsync(db, await db.Recusals.IdsKeptFrom(actor).ToListAsync(ct), ct);
        var sums = new FigureSums(db, question.DepartmentId, hidden);
        var (sequence, today) = (await db.AuditHeads.Select(h => h.Sequence).SingleAsync(ct), time.Today);
        var (total, points) = await PointsAsync(sums, question.From, question.Until, question.Unit, ct);
        var compared = question is { ComparedFrom: { } from, ComparedUntil: { } until } ? await PointsAsync(sums, from, until, question.Unit, ct) : ((Flow, IReadOnlyList<FlowPoint>)?)null;
        var (by, wards) = await new BreakdownRows(db, sums, question).ReadAsync(ct);
        var (load, isCut) = actor.Role is StaffRole.Administrator ? await LoadAsync(db, sums, today, ct) : ([], false);
        var check = await db.FigureChecks.AsNoTracking().SingleOrDefaultAsync(ct);
        return new AnalyticsAnswer(
            sequence, today, question, total, compared?.Item1, points, compared?.Item2, by,
            AgeBands.Of(await sums.AgesAsync(ct), today), DeadlineBands.Of(await sums.DeadlinesAsync(ct), today), wards, load, isCut)
        {
            IsBeingCounted = await FigureSums.IsBehindAsync(db, ct),
            LastRecount = check?.On is { } on ? new RecountResult(on, check.Cells, check.Differing) : null,
        };
    }

    private static async Task<(Flow Total, IReadOnlyList<FlowPoint> Points)> PointsAsync(FigureSums sums, DateOnly from, DateOnly until, PeriodUnit unit, CancellationToken ct)
    {
        var backlog = (await sums.SumAsync(FlowMargin.All, DateOnly.MinValue, from.AddDays(-1), ct)).Values.Sum(c => c.Net);
        var (days, total, points) = (await sums.ByDayAsync(from, until, ct), default(FlowCount), new List<FlowPoint>());
        foreach (var (first, last) in AnalyticsPeriods.Parts(from, until, unit))
        {
            var sum = default(FlowCount);
            for (var day = first; day <= last; day = day.AddDays(1))
            {
                sum += days.GetValueOrDefault(day);
            }

            total += sum;
            points.Add(new FlowPoint(first, Flow.Of(sum), backlog += sum.Net) { Until = last });
        }

        return (Flow.Of(total), points);
    }

    private static async Task<(IReadOnlyList<OfficerLoad> Load, bool IsCut)> LoadAsync(MibspDbContext db, FigureSums sums, DateOnly today, CancellationToken ct)
    {
        var loads = (await sums.LoadsAsync(today, today.AddDays(FigureQueries.DueSoonDays), ct)).Where(l => l.Value.Open != 0)
            .OrderByDescending(l => l.Value.Open).ThenBy(l => l.Key.DepartmentId).ThenBy(l => l.Key.OfficerId).ToList();
        var ids = loads.Take(MostPeople).Select(l => l.Key.OfficerId).ToList();
        var names = await db.Users.Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        return ([.. loads.Take(MostPeople).Select(l => new OfficerLoad(
            l.Key.OfficerId == Guid.Empty ? null : l.Key.OfficerId, names.GetValueOrDefault(l.Key.OfficerId), l.Key.DepartmentId, l.Value.Open, l.Value.DueSoon, l.Value.Delayed))], loads.Count > MostPeople);
    }
}
