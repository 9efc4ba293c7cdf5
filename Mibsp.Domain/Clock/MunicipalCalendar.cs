namespace Mibsp.Domain.Clock;

/// <summary>
/// When the town hall works, as a pure function of the day. Counts in half days, so that a half day is a whole number:
/// a working day is <see cref="Day"/> units, a half day one, a day off none. Knows days and no hours, so that the day on which
/// clocks are changed is a day like any other.
/// </summary>
public sealed class MunicipalCalendar
{
    /// <summary>Units of a whole working day.</summary>
    public const int Day = 2;

    /// <summary>A calendar without a working day in so long a time counts as broken and not as patient.</summary>
    private const int LongestRestDays = 400;

    private readonly int[] _week;
    private readonly IReadOnlyDictionary<DateOnly, int> _exceptions;
    private readonly (MunicipalCalendar Calendar, DateOnly Until)? _before;

    /// <summary>
    /// <paramref name="week"/> holds the units of Monday to Sunday, <paramref name="exceptions"/> those of particular days: holidays,
    /// half days, and Saturdays that are worked. Throws <see cref="ArgumentException"/> when no weekday is worked.
    /// </summary>
    public MunicipalCalendar(IReadOnlyList<int> week, IReadOnlyDictionary<DateOnly, int>? exceptions = null)
    {
        if (week.Count != 7 || week.Any(units => units is < 0 or > Day) || week.All(units => units == 0))
        {
            throw new ArgumentException("A week has seven days, and work on at least one of them.", nameof(week));
        }

        _week = [.. week];
        _exceptions = exceptions ?? new Dictionary<DateOnly, int>();
    }

    private MunicipalCalendar(MunicipalCalendar then, DateOnly from, MunicipalCalendar before)
        => (_week, _exceptions, _before) = (then._week, then._exceptions, (before, from));

    /// <summary>Monday to Friday, no holidays.</summary>
    public static MunicipalCalendar Usual { get; } = new([Day, Day, Day, Day, Day, 0, 0]);

    /// <summary>This calendar up to a day, and <paramref name="next"/>, from that day on.</summary>
    public MunicipalCalendar Then(DateOnly from, MunicipalCalendar next)
        => next._before is { } turn ? Then(from, turn.Calendar).Then(Later(from, turn.Until), new MunicipalCalendar(next._week, next._exceptions)) : new(next, from, this);

    /// <summary>The units of one day: 0, 1 or 2.</summary>
    public int Units(DateOnly day)
        => _before is { } before && day < before.Until ? before.Calendar.Units(day)
            : _exceptions.TryGetValue(day, out var units) ? units : _week[((int)day.DayOfWeek + 6) % 7];

    public bool IsWorkingDay(DateOnly day) => Units(day) > 0;

    /// <summary>Units of the days after <paramref name="from"/>, up to and with <paramref name="until"/>; 0 when that is not later.</summary>
    public int Between(DateOnly from, DateOnly until)
    {
        var units = 0;
        for (var day = from; day < until;)
        {
            day = day.AddDays(1);
            units += Units(day);
        }

        return units;
    }

    /// <summary>
    /// The first day by which so many units have passed since <paramref name="from"/>, which itself does not count. No units: that
    /// day itself. Throws <see cref="InvalidOperationException"/> when exceptions leave no working day in sight.
    /// </summary>
    public DateOnly After(DateOnly from, int units)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(units);
        var (day, rest) = (from, 0);
        for (var left = units; left > 0;)
        {
            day = day.AddDays(1);
            var worked = Units(day);
            rest = worked > 0 ? 0 : rest + 1;
            left -= worked;
            if (rest > LongestRestDays)
            {
                throw new InvalidOperationException("The calendar has no working day within a year.");
            }
        }

        return day;
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}
