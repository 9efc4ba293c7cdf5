namespace Mibsp.Domain.Departments;

/// <summary>A unit of the municipality that offers services and answers for complaints about them.</summary>
public sealed class Department
{
    public const int NameMaxLength = 100;

    private readonly List<DepartmentCalendar> _calendars = [];

    private Department() { } // EF

    public Department(string name, bool isIntegrityCell = false) => (Name, IsIntegrityCell, IsActive) = (name, isIntegrityCell, true);

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The one unit outside the departments, which takes what must not reach them.</summary>
    public bool IsIntegrityCell { get; private set; }

    /// <summary>Inactive departments take no new complaints; their old ones stay.</summary>
    public bool IsActive { get; private set; }

    /// <summary>The calendar it went by at first, if it was not the town hall's.</summary>
    public int? CalendarId { get; private set; }

    /// <summary>Which calendar it goes by since when. None: the first one, still.</summary>
    public IReadOnlyList<DepartmentCalendar> Calendars => _calendars;

    /// <summary>From a day on it goes by another calendar; null is the town hall's. The days before stay what they were.</summary>
    public void GoBy(int? calendarId, DateOnly fromOn)
    {
        _calendars.RemoveAll(c => c.FromOn >= fromOn);
        _calendars.Add(new DepartmentCalendar(fromOn, calendarId));
    }

    /// <summary>The calendar of its own that it goes by on a day; null: the town hall's.</summary>
    public int? CalendarOn(DateOnly day) => _calendars.Where(c => c.FromOn <= day).MaxBy(c => c.FromOn) is { } turn ? turn.CalendarId : CalendarId;

    public void Change(string name, bool isActive) => (Name, IsActive) = (name, isActive || IsIntegrityCell);
}
