using Mibsp.Domain.Analytics;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Analytics;

/// <summary>What the console shows, from what really happened.</summary>
public sealed class AnalyticsQueriesTests : IDisposable
{
    private static readonly DateOnly _first = new(2026, 7, 15);

    private TestPortal _portal = default!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Every_figure_is_what_happened(DatabaseProvider provider)
    {
        var (town, asha, roads) = await FoundAsync(provider);
        await LiveAsync(town, asha, roads);

        var all = await ReadAsync(_first, _first.AddDays(19), PeriodUnit.Week);
        Assert.Equal(new Flow { Filed = 4, Acted = 3, DaysToAct = 21, Proposed = 2, Contested = 1, Closed = 1, ClosedInTime = 1, DaysToClose = 3 }, all.Total);
        Assert.Equal(["2026-07-15 4 3 1", "2026-07-20 0 3 0", "2026-07-27 0 3 0", "2026-08-03 0 3 0"], all.Points.Select(p => $"{p.From:yyyy-MM-dd} {p.Flow.Filed} {p.Backlog} {p.Flow.Closed}"));
        Assert.Equal(new DateOnly(2026, 7, 19), all.Points[0].Until);
        Assert.Equal((7m, 3m, 100, 50), (all.Total.MeanDaysToAct, all.Total.MeanDaysToClose, all.Total.InTimePercent, all.Total.ContestedPercent));

        Assert.Equal([(town.IntegrityCell, 0, 0), (town.Roads, 1, 1), (town.Water, 3, 2)], all.By[Breakdown.Department].Select(r => (r.Id, r.Flow.Filed, r.Open)));
        Assert.All(all.By[Breakdown.Department], r => Assert.NotEmpty(r.Name));
        Assert.Equal((1, 0), (all.By[Breakdown.Department].Single(r => r.Id == town.Water).Flow.Contested, all.By[Breakdown.Department].Single(r => r.Id == town.Roads).Flow.Contested));
        Assert.Equal([(town.Leakage, 2, 1), (0, 2, 2)], all.By[Breakdown.Service].Select(r => (r.Id, r.Flow.Filed, r.Open)));
        Assert.Equal([(2, 2, 1), (3, 1, 1), (0, 1, 1)], all.By[Breakdown.Ward].Where(r => r.Flow.Filed > 0).Select(r => (r.Id, r.Flow.Filed, r.Open)));
        Assert.Equal([("Misconduct", 1), ("ServiceFault", 3)], all.By[Breakdown.Kind].Where(r => r.Flow.Filed > 0).Select(r => (r.Name, r.Flow.Filed)));
        Assert.Equal([new WardCell(0, town.Water, 1), new WardCell(2, town.Water, 2), new WardCell(3, town.Roads, 1)], all.Wards);
        Assert.Equal([(15, 3)], all.Ages.Where(a => a.Open > 0).Select(a => (a.FromDays, a.Open)));
        Assert.Equal(3, all.Deadlines.Sum(d => d.Open));
        Assert.Equal([(null, town.Water, 1), (asha.Name, town.Water, 1), (roads.Name, town.Roads, 1)], all.Load.Select(l => (l.Name, l.DepartmentId, l.Open)).OrderBy(l => l.DepartmentId == town.Roads).ThenBy(l => l.Name is not null));
        Assert.False(all.IsBeingCounted || all.LoadIsCut);
    }

    [Theory, OnEveryDatabase]
    public async Task A_department_has_what_came_to_it_and_not_what_it_handed_on(DatabaseProvider provider)
    {
        var (town, asha, roads) = await FoundAsync(provider);
        var filed = await town.FileAndTakeAsync(asha);
        Pass(3);
        Town.Done(await town.Get<ComplaintRouting>().TransferAsync(await town.SeenAsync(filed), town.Roads, "It is a road.", asha.Actor, Token));
        Pass(1);
        await town.TakeAsync(filed, roads);
        await town.ProposeAsync(filed, roads);
        Town.Done(await town.Get<ComplaintTracking>().ConfirmAsync(filed.TrackingId, Token));
        Pass(1);

        var water = await ReadAsync(_first, _first.AddDays(5), PeriodUnit.Day, town.Water);
        var other = await ReadAsync(_first.AddDays(2), _first.AddDays(5), PeriodUnit.Day, town.Roads);
        Assert.Equal([1, 1, 1, 0, 0, 0], water.Points.Select(p => p.Backlog));
        Assert.Equal([0, 1, 0, 0], other.Points.Select(p => p.Backlog));
        Assert.Equal((1, 0), (water.Total.Filed, water.Total.Closed));
        Assert.Equal((0, 1), (other.Total.Filed, other.Total.Closed));
        Assert.Equal([(town.Roads, 0)], other.By[Breakdown.Department].Select(r => (r.Id, r.Open)));
    }

    [Theory, OnEveryDatabase]
    public async Task Two_periods_are_compared_part_by_part(DatabaseProvider provider)
    {
        var (town, asha, _) = await FoundAsync(provider);
        await town.FileAndTakeAsync(asha);
        Pass(30);
        await town.FileAsync();
        await town.FileAsync();

        var question = new AnalyticsQuestion(_first.AddDays(30), _first.AddDays(30), PeriodUnit.Month, null, _first, _first.AddDays(1));
        var answer = (await _portal.Get<AnalyticsQueries>().ReadAsync(question, town.Administrator, Token))!;

        Assert.Equal((2, 1, 1), (answer.Total.Filed, answer.Compared!.Filed, answer.Compared.Acted));
        Assert.Equal((3, 1), (answer.Points.Single().Backlog, answer.ComparedPoints!.Single().Backlog));
        var row = answer.By[Breakdown.Department].Single(r => r.Id == town.Water);
        Assert.Equal((2, 1, 3), (row.Flow.Filed, row.Compared!.Filed, row.Open));
        Assert.Equal(question, answer.Question);
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_kept_from_somebody_is_in_no_figure_of_theirs_and_in_all_of_others(DatabaseProvider provider)
    {
        var (town, asha, roads) = await FoundAsync(provider);
        var (me, other) = (await town.HireAsync(StaffRole.Commissioner), await town.HireAsync(StaffRole.Commissioner));
        await LiveAsync(town, asha, roads);
        var before = await ReadAsync(_first, _first.AddDays(19), PeriodUnit.Month, null, me.Actor);
        var theirs = await ReadAsync(_first, _first.AddDays(19), PeriodUnit.Month, null, other.Actor);

        var hidden = await town.FileAndTakeAsync(asha);
        Town.Done(await town.Get<ComplaintRouting>().RecuseAsync(await town.SeenAsync(hidden), me.Id, "They know each other.", town.Administrator, Token));
        await town.ProposeAsync(hidden, asha);
        Town.Done(await town.Get<ComplaintTracking>().ContestAsync(hidden.TrackingId, "No.", Token));

        var after = await ReadAsync(_first, _first.AddDays(19), PeriodUnit.Month, null, me.Actor);
        Assert.Equal(Told(before), Told(after));
        Assert.NotEqual(Told(theirs), Told(await ReadAsync(_first, _first.AddDays(19), PeriodUnit.Month, null, other.Actor)));
    }

    [Fact]
    public async Task Who_may_ask_and_who_is_told_of_persons()
    {
        var (town, asha, _) = await FoundAsync(DatabaseProvider.Sqlite);
        await town.FileAndTakeAsync(asha);
        var question = new AnalyticsQuestion(_first, _first, PeriodUnit.Day);
        foreach (var role in Enum.GetValues<StaffRole>())
        {
            var answer = await _portal.Get<AnalyticsQueries>().ReadAsync(question, (await town.HireAsync(role)).Actor, Token);
            Assert.Equal(role is StaffRole.Administrator or StaffRole.Commissioner or StaffRole.Auditor, answer is not null);
            Assert.Equal(role is StaffRole.Administrator, answer?.Load.Count > 0);
        }
    }

    public void Dispose() => _portal?.Dispose();

    private static string Told(AnalyticsAnswer answer) => System.Text.Json.JsonSerializer.Serialize(answer with { Sequence = 0 });

    private async Task<(Town Town, Member Asha, Member Roads)> FoundAsync(DatabaseProvider provider)
    {
        _portal = new TestPortal(provider);
        var town = await _portal.Town.FoundAsync();
        return (town, await town.HireAsync(), await town.HireAsync(StaffRole.Officer, town.Roads));
    }

    /// <summary>On the first day four are filed. One is taken at once and closed after three days; the road's is taken after two; one is contested after twenty.</summary>
    private async Task LiveAsync(Town town, Member asha, Member roads)
    {
        var (closed, contested) = (await town.FileAndTakeAsync(asha), await town.FileAsync());
        var road = await town.FileAsync(A.NewComplaint(town.Roads, ComplaintKind.Misconduct, wardId: 3));
        await town.FileAsync(A.NewComplaint(town.Water));
        Pass(2);
        await town.TakeAsync(road, roads);
        await town.ProposeAsync(closed, asha);
        Pass(1);
        Town.Done(await town.Get<ComplaintTracking>().ConfirmAsync(closed.TrackingId, Token));
        Pass(16);
        var bela = await town.HireAsync();
        await town.TakeAsync(contested, bela);
        await town.ProposeAsync(contested, bela);
        Pass(1);
        Town.Done(await town.Get<ComplaintTracking>().ContestAsync(contested.TrackingId, "It still leaks.", Token));
        Town.Done(await town.Get<ComplaintAssigning>().AssignAsync(await town.SeenAsync(contested), asha.Id, town.Administrator, Token));
    }

    private void Pass(int days) => _portal.Clock.Advance(TimeSpan.FromDays(days));

    private async Task<AnalyticsAnswer> ReadAsync(DateOnly from, DateOnly until, PeriodUnit unit, int? departmentId = null, Actor? actor = null)
        => (await _portal.Get<AnalyticsQueries>().ReadAsync(new AnalyticsQuestion(from, until, unit, departmentId), actor ?? _portal.Town.Administrator, Token))!;
}
