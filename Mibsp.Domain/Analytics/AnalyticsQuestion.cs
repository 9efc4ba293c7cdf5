namespace Mibsp.Domain.Analytics;

/// <summary>By what the days of a period are put together.</summary>
public enum PeriodUnit
{
    Day,

    /// <summary>From Monday to Sunday.</summary>
    Week,
    Month,
    Quarter,
}

/// <summary>By what figures are told apart.</summary>
public enum Breakdown
{
    Department,
    Service,
    Ward,
    Kind,
}

/// <summary>
/// What the console is asked: which days, put together how, of which department (null: all), and which days they are compared with.
/// </summary>
public sealed record AnalyticsQuestion(
    DateOnly From, DateOnly Until, PeriodUnit Unit, int? DepartmentId = null, DateOnly? ComparedFrom = null, DateOnly? ComparedUntil = null)
{
    /// <summary>By the day, at most so many are shown.</summary>
    public const int MostDays = 400;

    /// <summary>By anything longer, at most so many years.</summary>
    public const int MostYears = 5;
}
