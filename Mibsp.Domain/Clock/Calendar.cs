namespace Mibsp.Domain.Clock;

/// <summary>The working week and the particular days of the town hall, or of a department that keeps days of its own.</summary>
public sealed class Calendar
{
    public const int NameMaxLength = 80;

    /// <summary>The one that departments without a calendar of their own go by.</summary>
    public const int TownHall = 1;

    private readonly List<CalendarDay> _days = [];
    private readonly List<CalendarWeek> _weeks = [];

    private Calendar() { } // EF

    public Calendar(int id, string name) => (Id, Name, Week) = (id, name, "2222200");

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The working week at first. Seven digits, Monday first: 2 a working day, 1 a half day, 0 a day off.</summary>
    public string Week { get; private set; } = "";

    /// <summary>Later working weeks, each from a day on.</summary>
    public IReadOnlyList<CalendarWeek> Weeks => _weeks;

    public IReadOnlyList<CalendarDay> Days => _days;

    /// <summary>Says what a particular day is: <paramref name="units"/> 0 a holiday, 1 a half day, 2 worked like any other.</summary>
    public void Set(DateOnly on, int units, string name)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)units, (uint)MunicipalCalendar.Day, nameof(units));
        _days.RemoveAll(day => day.On == on);
        _days.Add(new CalendarDay(on, units, name));
    }

    /// <summary>A day is again what its weekday says.</summary>
    public void Unset(DateOnly on) => _days.RemoveAll(day => day.On == on);

    public void Rename(string name) => Name = name;

    public void SetWeek(IReadOnlyList<int> units)
    {
        _ = new MunicipalCalendar(units);
        Week = string.Concat(units);
    }

    /// <summary>Another working week, from a day on. The days before stay what they were.</summary>
    public void SetWeek(IReadOnlyList<int> units, DateOnly fromOn)
    {
        _ = new MunicipalCalendar(units);
        _weeks.RemoveAll(week => week.FromOn >= fromOn);
        _weeks.Add(new CalendarWeek(fromOn, string.Concat(units)));
    }

    /// <summary>The working week of a day.</summary>
    public string WeekOn(DateOnly day) => _weeks.Where(week => week.FromOn <= day).MaxBy(week => week.FromOn)?.Units ?? Week;

    public MunicipalCalendar ToMunicipal()
    {
        var days = _days.ToDictionary(day => day.On, day => day.Units);
        return _weeks.OrderBy(week => week.FromOn).Aggregate(
            new MunicipalCalendar(Digits(Week), days), (before, week) => before.Then(week.FromOn, new MunicipalCalendar(Digits(week.Units), days)));
    }

    private static int[] Digits(string week) => [.. week.Select(digit => digit - '0')];
}

/// <summary>The working week that holds from a day on.</summary>
public sealed class CalendarWeek
{
    private CalendarWeek() { } // EF

    internal CalendarWeek(DateOnly fromOn, string units) => (FromOn, Units) = (fromOn, units);

    public DateOnly FromOn { get; private set; }

    /// <summary>Seven digits, Monday first, as in <see cref="Calendar.Week"/>.</summary>
    public string Units { get; private set; } = "";
}

/// <summary>A day that is not what its weekday says.</summary>
public sealed class CalendarDay
{
    private CalendarDay() { } // EF

    internal CalendarDay(DateOnly on, int units, string name) => (On, Units, Name) = (on, units, name);

    public DateOnly On { get; private set; }

    /// <summary>Half days worked: 0, 1 or 2.</summary>
    public int Units { get; private set; }

    /// <summary>What people call it.</summary>
    public string Name { get; private set; } = "";
}
