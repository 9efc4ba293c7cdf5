namespace Mibsp.Domain.Departments;

/// <summary>Which calendar a department goes by from a day on.</summary>
public sealed class DepartmentCalendar
{
    private DepartmentCalendar() { } // EF

    internal DepartmentCalendar(DateOnly fromOn, int? calendarId) => (FromOn, CalendarId) = (fromOn, calendarId);

    public int DepartmentId { get; private set; }

    public DateOnly FromOn { get; private set; }

    /// <summary>Null: the town hall's.</summary>
    public int? CalendarId { get; private set; }
}
