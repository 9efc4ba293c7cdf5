using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Clock;

/// <summary>A calendar in a list, with the departments that go by it today.</summary>
public sealed record CalendarRow(int Id, string Name, string Week, IReadOnlyList<string> Departments);

/// <summary>A particular day of a calendar. <see cref="IsPast"/> says that it is history and may not be changed.</summary>
public sealed record CalendarDayRow(DateOnly On, int Units, string Name, bool IsPast);

/// <summary>A year of a calendar: what each day counts is <see cref="Calendar"/>'s to say.</summary>
public sealed record CalendarView(CalendarRow Row, int Year, DateOnly Today, IReadOnlyList<CalendarDayRow> Days, IReadOnlyList<CalendarDayRow> LastYear, MunicipalCalendar Calendar);

/// <summary>Which department goes by which calendar today; null is the town hall's.</summary>
public sealed record DepartmentCalendarRow(int DepartmentId, string Department, int? CalendarId);

/// <summary>Reads the calendars, for administrators. The town hall's is there before anybody set a day.</summary>
public sealed class CalendarQueries(IDbContextFactory<MibspDbContext> contexts, MunicipalTime time)
{
    public const string TownHallName = "Town hall";

    public async Task<IReadOnlyList<CalendarRow>> ListAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var calendars = await db.Calendars.AsNoTracking().AsSplitQuery().OrderBy(c => c.Id).ToListAsync(ct);
        if (calendars.All(c => c.Id != Calendar.TownHall))
        {
            calendars.Insert(0, new Calendar(Calendar.TownHall, TownHallName));
        }

        var departments = await DepartmentsAsync(db, ct);
        return [.. calendars.Select(c => Row(c, departments))];
    }

    /// <summary>Null when there is no such calendar.</summary>
    public async Task<CalendarView?> FindAsync(int id, int year, Actor actor, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var calendar = await db.Calendars.AsNoTracking().AsSplitQuery().SingleOrDefaultAsync(c => c.Id == id, ct)
            ?? (id is Calendar.TownHall ? new Calendar(id, TownHallName) : null);
        return calendar is null
            ? null
            : new CalendarView(Row(calendar, await DepartmentsAsync(db, ct)), year, time.Today, DaysOf(calendar, year), DaysOf(calendar, year - 1), calendar.ToMunicipal());
    }

    /// <summary>All departments with the calendar that they go by today.</summary>
    public async Task<IReadOnlyList<DepartmentCalendarRow>> DepartmentsAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await DepartmentsAsync(db, ct);
    }

    private async Task<List<DepartmentCalendarRow>> DepartmentsAsync(MibspDbContext db, CancellationToken ct)
    {
        var departments = await db.Departments.AsNoTracking().Include(d => d.Calendars).OrderBy(d => d.Name).ThenBy(d => d.Id).ToListAsync(ct);
        return [.. departments.Select(d => new DepartmentCalendarRow(d.Id, d.Name, d.CalendarOn(time.Today)))];
    }

    private CalendarRow Row(Calendar calendar, List<DepartmentCalendarRow> departments) => new(
        calendar.Id, calendar.Name, calendar.WeekOn(time.Today), [.. departments.Where(d => (d.CalendarId ?? Calendar.TownHall) == calendar.Id).Select(d => d.Department)]);

    private List<CalendarDayRow> DaysOf(Calendar calendar, int year)
        => [.. calendar.Days.Where(day => day.On.Year == year).OrderBy(day => day.On).Select(day => new CalendarDayRow(day.On, day.Units, day.Name, day.On < time.Today))];
}
