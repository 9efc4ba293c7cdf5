namespace Mibsp.Web.Features.Admin.Analytics;

/// <summary>Stretches of time that are offered. Their names stand in addresses and in AnalyticsTexts ("Period.…").</summary>
public enum OfferedPeriod
{
    /// <summary>This month and the five before it: the usual one.</summary>
    HalfYear,
    Days30,
    Weeks13,
    Months12,
    ThisYear,
    LastYear,
    Years5,

    /// <summary>Between two days of one's own choice.</summary>
    Own,
}

/// <summary>Against what the figures are held.</summary>
public enum Comparison
{
    /// <summary>As long a time, right before: the usual one.</summary>
    Before,
    YearAgo,
    None,
}

/// <summary>Some days in a row, both ends among them.</summary>
public sealed record Stretch(DateOnly From, DateOnly Until)
{
    private const int DaysOfWeek = 7;
    private const int MonthsOfYear = 12;

    /// <summary>Whole months are held against whole months: a day more or less of a month is no news.</summary>
    private int? Months => From.Day == 1 && Until.AddDays(1).Day == 1 ? ((Until.Year - From.Year) * MonthsOfYear) + Until.Month - From.Month + 1 : null;

    private int Days => Until.DayNumber - From.DayNumber + 1;

    /// <summary>The days of what is offered; of one's own choice there are none.</summary>
    public static Stretch? Of(OfferedPeriod period, DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        var monday = today.AddDays(-(((int)today.DayOfWeek + DaysOfWeek - 1) % DaysOfWeek));
        return period switch
        {
            OfferedPeriod.HalfYear => new(month.AddMonths(-5), today),
            OfferedPeriod.Days30 => new(today.AddDays(-29), today),
            OfferedPeriod.Weeks13 => new(monday.AddDays(-12 * DaysOfWeek), today),
            OfferedPeriod.Months12 => new(month.AddMonths(-11), today),
            OfferedPeriod.ThisYear => new(new DateOnly(today.Year, 1, 1), today),
            OfferedPeriod.LastYear => new(new DateOnly(today.Year - 1, 1, 1), new DateOnly(today.Year - 1, MonthsOfYear, 31)),
            OfferedPeriod.Years5 => new(today.AddYears(-5).AddDays(1), today),
            _ => null,
        };
    }

    /// <summary>What this one is held against. The running month of a year is held against as many days of the month it is compared with.</summary>
    public Stretch? Compared(Comparison comparison, OfferedPeriod period) => (comparison, period) switch
    {
        (Comparison.None, _) => null,
        (Comparison.YearAgo, _) => new(From.AddYears(-1), YearBefore(Until)),
        (_, OfferedPeriod.HalfYear) => Back(6),
        (_, OfferedPeriod.Months12 or OfferedPeriod.ThisYear or OfferedPeriod.LastYear) => Back(MonthsOfYear),
        (_, OfferedPeriod.Weeks13) => new(From.AddDays(-13 * DaysOfWeek), Until.AddDays(-13 * DaysOfWeek)),
        _ => Months is { } months ? Back(months) : new(From.AddDays(-Days), From.AddDays(-1)),
    };

    // The last day of February stays the last one.
    private static DateOnly YearBefore(DateOnly day) => day.AddDays(1).AddYears(-1).AddDays(-1);

    private Stretch Back(int months) => new(From.AddMonths(-months), Until.AddDays(1).AddMonths(-months).AddDays(-1));
}
