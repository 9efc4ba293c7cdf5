namespace Mibsp.Domain.Clock;

/// <summary>The working week and the particular days of the town hall, or of a department that keeps days of its own.</summary>
public sealed class Calendar
{
    public const int NameMaxLength = 80;

    /// <summary>The one that departments without a calendar of their own go by.</summary>
    public const int TownHall = 1;

    private readonly List<CalendarDay> _days = [];

    private Calendar() { } // EF

    public Calendar(int id, string name) => (Id, Name, Week) = (id, name, "2222200");

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Seven digits, Monday first: 2 a working day, 1 a half day, 0 a day off.</summary>
    public string Week { get; private set; } = "";

    public IReadOnlyList<CalendarDay> Days => _days;

    /// <summary>Says what a particular day is: <paramref name="units"/> 0 a holiday, 1 a half day, 2 worked like any other.</summary>
    public void Set(DateOnly on, int units, string name)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)units, (uint)MunicipalCalendar.Day, nameof(units));
        _days.RemoveAll(day => day.On == on);
        _days.Add(new CalendarDay(on, units, name));
    }

    public void SetWeek(IReadOnlyList<int> units)
    {
        _ = new MunicipalCalendar(units);
        Week = string.Concat(units);
    }

    public MunicipalCalendar ToMunicipal()
        => new([.. Week.Select(digit => digit - '0')], _days.ToDictionary(day => day.On, day => day.Units));
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
