using Mibsp.Domain.Analytics;
using Mibsp.Domain.Departments;
using Mibsp.Web.Features.Admin.Analytics.Tables;

namespace Mibsp.Tests.Web.Features.Admin.Analytics;

/// <summary>An answer of the console with numbers that are easy to tell apart.</summary>
internal static class Answers
{
    public static readonly DateOnly Today = new(2026, 11, 23);

    public static readonly Guid Asha = Guid.Parse("7d0c7a0a-0f0e-4b7e-9b80-6f2f6f1f0a11");

    public static readonly AnalyticsNames Names = new(
        [new DepartmentRow(1, "Water Supply", false, true), new DepartmentRow(2, "=Roads", false, true)], [new WardRow(1, "Ward 1"), new WardRow(2, "Ward 2")]);

    private static readonly Flow _october = new() { Filed = 60, Acted = 50, DaysToAct = 150, Proposed = 20, Contested = 4, Closed = 40, ClosedInTime = 32, DaysToClose = 400 };

    private static readonly Flow _november = new() { Filed = 72, Acted = 60, DaysToAct = 270, Proposed = 25, Contested = 5, Closed = 30, ClosedInTime = 27, DaysToClose = 390 };

    /// <summary>November against October.</summary>
    public static AnalyticsAnswer Compared => new(
        7, Today, new AnalyticsQuestion(new(2026, 11, 1), Today, PeriodUnit.Month, null, new(2026, 10, 1), new(2026, 10, 23)), _november, _october,
        [Point(11, Today, _november, 1234)], [Point(10, new(2026, 10, 23), _october, 1200)],
        new Dictionary<Breakdown, IReadOnlyList<FlowRow>>
        {
            [Breakdown.Department] = [new(1, "Water Supply", new() { Filed = 20 }, new() { Filed = 30 }, 9), new(2, "=Roads", new() { Filed = 52 }, new() { Filed = 30 }, 4)],
            [Breakdown.Service] = [new(0, "", new() { Filed = 3 }, new(), 1), new(8, "", new() { Filed = 1 }, new(), 0)],
            [Breakdown.Ward] = [],
            [Breakdown.Kind] = [new(0, "BribeDemanded", new() { Filed = 72 }, new() { Filed = 60 }, 13)],
        },
        [new(0, 7, 5), new(8, 14, 0), new(15, 30, 8), new(181, null, 2)],
        [new(1, DeadlineBand.LateOverMonth, 10), new(1, DeadlineBand.Week, 1), new(2, DeadlineBand.Later, 5)],
        [new(1, 1, 10), new(1, 2, 4), new(0, 2, 1)],
        [new(null, null, 1, 6, 0, 2), new(Asha, "Asha", 2, 3, 1, 0)], LoadIsCut: false);

    public static AnalyticsAnswer Alone => Compared with { Question = Compared.Question with { ComparedFrom = null, ComparedUntil = null }, Compared = null, ComparedPoints = null };

    public static AnalyticsAnswer Empty => new(
        0, Today, Alone.Question, Flow.None, null, [Point(11, Today, Flow.None, 0)], null, Enum.GetValues<Breakdown>().ToDictionary(b => b, _ => (IReadOnlyList<FlowRow>)[]),
        [new(0, 7, 0), new(181, null, 0)], [], [], [], LoadIsCut: false);

    public static Drill Drill(AnalyticsAnswer answer, bool mayList = true) => new(answer.Question, Today, mayList);

    private static FlowPoint Point(int month, DateOnly until, Flow flow, int open) => new(new DateOnly(2026, month, 1), flow, open) { Until = until };
}
