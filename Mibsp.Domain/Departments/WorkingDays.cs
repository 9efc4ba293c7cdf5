namespace Mibsp.Domain.Departments;

/// <summary>Counts days on the municipal calendar: Monday to Friday.</summary>
public static class WorkingDays
{
    /// <summary>The deadline of a complaint whose citizen could not name a service.</summary>
    public const int WithoutService = 15;

    /// <summary>The working day that lies <paramref name="days"/> working days after <paramref name="from"/>.</summary>
    public static DateOnly After(DateOnly from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        var day = from;
        for (var left = days; left > 0;)
        {
            day = day.AddDays(1);
            left -= IsWorkingDay(day) ? 1 : 0;
        }

        return day;
    }

    public static bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
