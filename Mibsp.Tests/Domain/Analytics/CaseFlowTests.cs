using Mibsp.Domain.Analytics;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Counters;

namespace Mibsp.Tests.Domain.Analytics;

/// <summary>What one complaint adds to the flows.</summary>
public sealed class CaseFlowTests
{
    private const int Water = 1;
    private const int Roads = 2;

    private static readonly DateOnly _filedOn = new(2026, 7, 15);
    private static readonly FlowFacts _facts = new(_filedOn, Roads, 3, 4, ComplaintKind.Delay, _filedOn.AddDays(10));

    [Fact]
    public void Each_act_counts_on_its_own_day_and_for_whoever_had_it_then()
    {
        var flow = CaseFlow.OfAll(_facts,
        [
            Filed(), Step(1, ComplaintStatus.Pending, ComplaintStatus.UnderReview, Party.Staff, Water),
            Step(6, ComplaintStatus.UnderReview, ComplaintStatus.ActionTaken, Party.Staff, Roads), Step(10, ComplaintStatus.ActionTaken, ComplaintStatus.Closed, Party.Citizen, Roads),
        ], [new FlowStay(_filedOn, Water), new FlowStay(_filedOn.AddDays(1), Water), new FlowStay(_filedOn.AddDays(4), Roads)]).ToList();

        Assert.Equal(
        [
            (_filedOn, Water, new FlowCount { Filed = 1 }), (_filedOn.AddDays(1), Water, new FlowCount { Acted = 1, DaysToAct = 1 }),
            (_filedOn.AddDays(6), Roads, new FlowCount { Proposed = 1 }), (_filedOn.AddDays(10), Roads, new FlowCount { Closed = 1, ClosedInTime = 1, DaysToClose = 10 }),
            (_filedOn.AddDays(4), Water, new FlowCount { Left = 1 }), (_filedOn.AddDays(4), Roads, new FlowCount { Came = 1 }),
        ], flow);
    }

    [Fact]
    public void A_contest_counts_on_the_day_of_the_closing_that_it_answers()
    {
        FlowStep[] steps =
        [
            Step(2, ComplaintStatus.UnderReview, ComplaintStatus.ActionTaken, Party.Staff, Water), Step(5, ComplaintStatus.ActionTaken, ComplaintStatus.Reopened, Party.Citizen, Water),
            Step(6, ComplaintStatus.Reopened, ComplaintStatus.UnderReview, Party.Staff, Water), Step(7, ComplaintStatus.UnderReview, ComplaintStatus.ActionTaken, Party.Staff, Water),
        ];
        var whole = CaseFlow.OfSteps(_facts, steps, []).ToList();

        Assert.Equal([2, 2, 7], whole.Select(f => f.On.DayNumber - _filedOn.DayNumber));
        Assert.Equal([(1, 0), (0, 1), (1, 0)], whole.Select(f => (f.Count.Proposed, f.Count.Contested)));
        Assert.Equal(whole[1], Assert.Single(CaseFlow.OfSteps(_facts, steps[1..2], [], _filedOn.AddDays(2))));
    }

    [Fact]
    public void What_the_citizen_withdraws_at_once_was_never_acted_upon_and_what_is_late_is_not_in_time()
    {
        Assert.Equal(new FlowCount { Closed = 1, ClosedInTime = 1 }, Assert.Single(CaseFlow.OfSteps(_facts, [Step(0, ComplaintStatus.Pending, ComplaintStatus.Closed, Party.Citizen, Water)], [])).Count);
        Assert.Equal(
            new FlowCount { Closed = 1, DaysToClose = 11 },
            Assert.Single(CaseFlow.OfSteps(_facts, [Step(11, ComplaintStatus.UnderReview, ComplaintStatus.Closed, Party.Citizen, Water)], [])).Count);
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(11, 0)]
    public void The_days_that_a_citizen_takes_to_agree_count_against_nobody(int proposedOn, int inTime)
    {
        FlowStep[] steps =
        [
            Step(3, ComplaintStatus.UnderReview, ComplaintStatus.ActionTaken, Party.Staff, Water), Step(4, ComplaintStatus.ActionTaken, ComplaintStatus.Reopened, Party.Citizen, Water),
            Step(proposedOn, ComplaintStatus.UnderReview, ComplaintStatus.ActionTaken, Party.Staff, Water), Step(40, ComplaintStatus.ActionTaken, ComplaintStatus.Closed, Party.System, Water),
        ];

        Assert.Equal(inTime, CaseFlow.OfSteps(_facts, steps, []).Sum(f => f.Count.ClosedInTime));
        Assert.Equal(inTime, Assert.Single(CaseFlow.OfSteps(_facts, steps[3..], [], _filedOn.AddDays(proposedOn))).Count.ClosedInTime);
    }

    [Fact]
    public void Lines_that_do_not_say_where_it_was_are_told_by_its_stays()
    {
        FlowStay[] stays = [new(_filedOn, Water), new(_filedOn.AddDays(3), Roads)];
        FlowStep[] steps = [Filed() with { DepartmentId = null }, Step(2, ComplaintStatus.Pending, ComplaintStatus.UnderReview, Party.Staff, null), Step(3, ComplaintStatus.UnderReview, ComplaintStatus.ActionTaken, Party.Staff, null)];

        Assert.Equal([Water, Water, Roads], CaseFlow.OfSteps(_facts, steps, stays).Select(f => f.DepartmentId));
        Assert.Equal([Roads, Roads, Roads], CaseFlow.OfSteps(_facts, steps, []).Select(f => f.DepartmentId));
    }

    [Fact]
    public void What_is_put_on_a_sheet_and_taken_off_again_leaves_nothing()
    {
        var (sheet, flow) = (new FlowSheet(), CaseFlow.OfSteps(_facts, [Filed()], []).ToList());
        sheet.Count(_facts, flow);
        Assert.Equal(8, sheet.Cells.Count);
        Assert.Equal([0, 0, 3, 3, 4, 4, 3, 3], sheet.Cells.Keys.Select(FlowKey.Of).OrderBy(k => k.Margin).Select(k => k.Value));
        Assert.Equal([_filedOn, new DateOnly(2026, 7, 1)], sheet.Cells.Keys.Select(FlowKey.Of).Where(k => k.Margin is FlowMargin.Ward).OrderBy(k => k.Grain).Select(k => k.On));

        sheet.Count(_facts, flow, by: -1);
        Assert.Empty(sheet.Cells);
    }

    [Theory]
    [InlineData(FlowGrain.Day, FlowMargin.All, "2000-01-01", 1, 0)]
    [InlineData(FlowGrain.Day, FlowMargin.Kind, "2026-12-31", 65_535, 16_777_215)]
    [InlineData(FlowGrain.Month, FlowMargin.Kind, "2870-12-01", 65_535, 16_777_215)]
    [InlineData(FlowGrain.Month, FlowMargin.Ward, "2026-02-01", 7, 12)]
    public void A_cell_is_one_number_and_back(FlowGrain grain, FlowMargin margin, string on, int department, int value)
    {
        var key = new FlowKey(grain, margin, DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture), department, value);

        Assert.Equal(key, FlowKey.Of(key.Cell));
        Assert.InRange(key.Cell, FlowKey.Between(grain, margin, key.On, key.On).First, FlowKey.Between(grain, margin, key.On, key.On).Last);
        Assert.InRange(key.Cell, FlowKey.Whole(grain, margin).First, FlowKey.Whole(grain, margin).Last);
        Assert.True(FlowKey.Between(grain, margin, key.On.AddDays(1), key.On.AddDays(1)).First > key.Cell);
    }

    [Fact]
    public void What_does_not_fit_a_cell_is_refused_and_never_counted_elsewhere()
        => Assert.Throws<ArgumentOutOfRangeException>(() => new FlowKey(FlowGrain.Day, FlowMargin.All, _filedOn, 65_536, 0).Cell);

    [Fact]
    public void Means_and_percents_have_no_zero_to_divide_by_and_never_promise_too_much()
    {
        Assert.Equal((null, null, null, null), (Flow.None.MeanDaysToAct, Flow.None.MeanDaysToClose, Flow.None.InTimePercent, Flow.None.ContestedPercent));
        var flow = new Flow { Acted = 3, DaysToAct = 4, Closed = 200, ClosedInTime = 199, DaysToClose = 250 } + new Flow { Proposed = 3, Contested = 2 };
        Assert.Equal((1.3m, 1.3m, 99, 66), (flow.MeanDaysToAct, flow.MeanDaysToClose, flow.InTimePercent, flow.ContestedPercent));
    }

    private static FlowStep Filed() => new(null, ComplaintStatus.Pending, Party.Citizen, _filedOn, Water);

    private static FlowStep Step(int day, ComplaintStatus from, ComplaintStatus to, Party by, int? department) => new(from, to, by, _filedOn.AddDays(day), department);
}
