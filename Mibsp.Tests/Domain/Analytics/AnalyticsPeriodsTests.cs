using System.Globalization;
using Mibsp.Domain.Analytics;
using Mibsp.Domain.Counters;

namespace Mibsp.Tests.Domain.Analytics;

/// <summary>How days are put together, and how far back anybody may ask.</summary>
public sealed class AnalyticsPeriodsTests
{
    private static readonly DateOnly _today = new(2026, 7, 15);

    [Theory]
    [InlineData(PeriodUnit.Day, "2025-12-30", "2026-01-02", "30 31 1 2")]
    [InlineData(PeriodUnit.Week, "2025-12-27", "2026-01-13", "27-28 29-4 5-11 12-13")]
    [InlineData(PeriodUnit.Week, "2026-01-05", "2026-01-11", "5-11")]
    [InlineData(PeriodUnit.Month, "2025-11-30", "2026-03-01", "30 1-31 1-31 1-28 1")]
    [InlineData(PeriodUnit.Quarter, "2025-11-30", "2026-04-01", "30-31 1-31 1")]
    [InlineData(PeriodUnit.Month, "2026-02-03", "2026-02-01", "")]
    public void Parts_follow_each_other_without_gaps(PeriodUnit unit, string from, string until, string expected)
    {
        var parts = AnalyticsPeriods.Parts(Day(from), Day(until), unit).ToList();

        Assert.Equal(expected, string.Join(' ', parts.Select(p => p.From == p.Until ? $"{p.From.Day}" : $"{p.From.Day}-{p.Until.Day}")));
        Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.Equal(pair.First.Until.AddDays(1), pair.Second.From));
    }

    [Fact]
    public void A_quarter_has_three_months()
        => Assert.Equal((new DateOnly(2025, 10, 1), new DateOnly(2025, 12, 31)), AnalyticsPeriods.Parts(new DateOnly(2025, 10, 1), new DateOnly(2026, 6, 30), PeriodUnit.Quarter).First());

    [Theory]
    [InlineData("2026-01-01", "2026-12-31", "Month 2026-01-01 2026-12-31")]
    [InlineData("2025-12-30", "2026-02-01", "Day 2025-12-30 2025-12-31, Month 2026-01-01 2026-01-31, Day 2026-02-01 2026-02-01")]
    [InlineData("2026-01-02", "2026-01-31", "Day 2026-01-02 2026-01-31")]
    [InlineData("2026-01-20", "2026-02-10", "Day 2026-01-20 2026-02-10")]
    [InlineData("2026-01-01", "2026-02-10", "Month 2026-01-01 2026-01-31, Day 2026-02-01 2026-02-10")]
    [InlineData("2026-02-03", "2026-02-01", "")]
    public void Days_are_read_as_whole_months_and_what_is_beside_them(string from, string until, string expected)
        => Assert.Equal(expected, string.Join(", ", AnalyticsPeriods.Grains(Day(from), Day(until)).Select(g => $"{g.Grain} {g.First:yyyy-MM-dd} {g.Last:yyyy-MM-dd}")));

    [Fact]
    public void Any_days_read_that_way_are_all_of_them_once()
    {
        for (var from = new DateOnly(2025, 11, 20); from < new DateOnly(2026, 3, 10); from = from.AddDays(1))
        {
            for (var until = from; until < new DateOnly(2026, 3, 10); until = until.AddDays(1))
            {
                var days = AnalyticsPeriods.Grains(from, until).SelectMany(g => Enumerable.Range(g.First.DayNumber, g.Last.DayNumber - g.First.DayNumber + 1)).ToList();
                Assert.Equal(Enumerable.Range(from.DayNumber, until.DayNumber - from.DayNumber + 1), days);
                Assert.All(AnalyticsPeriods.Grains(from, until).Where(g => g.Grain is FlowGrain.Month), g => Assert.Equal((1, 1), (g.First.Day, g.Last.AddDays(1).Day)));
            }
        }
    }

    [Fact]
    public void Nobody_asks_beyond_today_or_too_far_back()
    {
        var days = new AnalyticsQuestion(DateOnly.MinValue, DateOnly.MaxValue, PeriodUnit.Day, 1, DateOnly.MinValue, DateOnly.MinValue).Within(_today);
        var quarters = new AnalyticsQuestion(DateOnly.MinValue, _today, PeriodUnit.Quarter, null, _today, null).Within(_today);

        Assert.Equal((_today, AnalyticsQuestion.MostDays, 1), (days.Until, AnalyticsPeriods.Parts(days.From, days.Until, PeriodUnit.Day).Count(), days.DepartmentId));
        Assert.Equal(new DateOnly(2000, 1, 1), days.ComparedUntil);
        Assert.Equal((new DateOnly(2021, 7, 16), _today), (quarters.From, quarters.Until));
        Assert.Equal((null, null), (quarters.ComparedFrom, quarters.ComparedUntil));
        Assert.Equal(_today, new AnalyticsQuestion(DateOnly.MaxValue, _today, PeriodUnit.Week).Within(_today).From);
    }

    [Theory]
    [InlineData(-31, DeadlineBand.LateOverMonth)]
    [InlineData(-30, DeadlineBand.LateOverWeek)]
    [InlineData(-7, DeadlineBand.Late)]
    [InlineData(-1, DeadlineBand.Late)]
    [InlineData(0, DeadlineBand.Today)]
    [InlineData(7, DeadlineBand.Week)]
    [InlineData(14, DeadlineBand.Fortnight)]
    [InlineData(30, DeadlineBand.Month)]
    [InlineData(31, DeadlineBand.Later)]
    public void Deadlines_lie_in_bands(int days, DeadlineBand band) => Assert.Equal(band, DeadlineBands.Of(_today.AddDays(days), _today));

    [Fact]
    public void Every_age_is_in_one_band()
    {
        var bands = AgeBands.Of(Enumerable.Range(0, 400).ToDictionary(age => _today.AddDays(-age), _ => 1), _today);

        Assert.Equal([(0, 7, 8), (8, 14, 7), (15, 30, 16), (31, 60, 30), (61, 90, 30), (91, 180, 90), (181, null, 219)], bands.Select(b => (b.FromDays, b.UntilDays, b.Open)));
    }

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);
}
