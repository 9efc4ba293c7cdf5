using Mibsp.Domain.Counters;

namespace Mibsp.Domain.Analytics;

/// <summary>How days are put together: pure functions.</summary>
public static class AnalyticsPeriods
{
    /// <summary>Nothing is older: what is asked about earlier days is not worth an answer of its own.</summary>
    private static readonly DateOnly _earliest = new(2000, 1, 1);

    /// <summary>The question within its bounds: up to today, and not too far back. What is compared is bounded alike.</summary>
    public static AnalyticsQuestion Within(this AnalyticsQuestion question, DateOnly today)
    {
        var (from, until) = Bound(question.From, question.Until, question.Unit, today);
        var bounded = question with { From = from, Until = until, ComparedFrom = null, ComparedUntil = null };
        if (question is { ComparedFrom: { } comparedFrom, ComparedUntil: { } comparedUntil })
        {
            (from, until) = Bound(comparedFrom, comparedUntil, question.Unit, today);
            return bounded with { ComparedFrom = from, ComparedUntil = until };
        }

        return bounded;
    }

    /// <summary>The parts of a period in order, without gaps. The first and the last may be cut.</summary>
    public static IEnumerable<(DateOnly From, DateOnly Until)> Parts(DateOnly from, DateOnly until, PeriodUnit unit)
    {
        while (from <= until)
        {
            var last = Last(from, unit);
            yield return (from, last < until ? last : until);
            from = last.AddDays(1);
        }
    }

    /// <summary>The days as whole months and the days before and after them.</summary>
    internal static IEnumerable<(FlowGrain Grain, DateOnly First, DateOnly Last)> Grains(DateOnly from, DateOnly until)
    {
        var firstMonth = from.Day == 1 ? from : Last(from, PeriodUnit.Month).AddDays(1);
        var afterLast = until == Last(until, PeriodUnit.Month) ? until.AddDays(1) : new DateOnly(until.Year, until.Month, 1);
        if (firstMonth >= afterLast)
        {
            if (from <= until)
            {
                yield return (FlowGrain.Day, from, until);
            }

            yield break;
        }

        if (from < firstMonth)
        {
            yield return (FlowGrain.Day, from, firstMonth.AddDays(-1));
        }

        yield return (FlowGrain.Month, firstMonth, afterLast.AddDays(-1));
        if (afterLast <= until)
        {
            yield return (FlowGrain.Day, afterLast, until);
        }
    }

    /// <summary>The last day of the part that a day is in.</summary>
    private static DateOnly Last(DateOnly day, PeriodUnit unit) => unit switch
    {
        PeriodUnit.Week => day.AddDays(6 - (((int)day.DayOfWeek + 6) % 7)),
        PeriodUnit.Month => new DateOnly(day.Year, day.Month, 1).AddMonths(1).AddDays(-1),
        PeriodUnit.Quarter => new DateOnly(day.Year, (((day.Month - 1) / 3) * 3) + 1, 1).AddMonths(3).AddDays(-1),
        _ => day,
    };

    private static (DateOnly From, DateOnly Until) Bound(DateOnly from, DateOnly until, PeriodUnit unit, DateOnly today)
    {
        until = until > today ? today : until < _earliest ? _earliest : until;
        var earliest = unit is PeriodUnit.Day ? until.AddDays(1 - AnalyticsQuestion.MostDays) : until.AddYears(-AnalyticsQuestion.MostYears).AddDays(1);
        return (from > until ? until : from < earliest ? earliest : from, until);
    }
}
