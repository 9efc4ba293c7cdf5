using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Persistence;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Clock;

/// <summary>
/// How an administrator keeps the calendars. Only from today on: days that passed were counted by what they were. Deadlines that were
/// given never come earlier by it; where a new day off makes one later, the next run of the ladder moves it.
/// </summary>
public sealed class CalendarEditing(DirectoryChanging changing)
{
    /// <summary>Days may be set until the end of the year after next.</summary>
    public const int YearsAhead = 2;

    /// <summary>So many days in a row without work are no calendar but a mistake.</summary>
    private const int LongestRest = 60;

    public Task<Outcome> CreateAsync(string name, Actor actor, CancellationToken ct)
        => changing.ChangeAsync(actor, async made =>
        {
            var clean = await OwnNameAsync(made.Db, null, name, ct);
            var id = Math.Max(Calendar.TownHall, await made.Db.Calendars.MaxAsync(c => (int?)c.Id, ct) ?? 0) + 1;
            made.Db.Add(new Calendar(id, clean));
            Enter(made, AuditAct.CalendarCreated, id);
        }, ct);

    public Task<Outcome> RenameAsync(int id, string name, Actor actor, CancellationToken ct)
        => ChangeAsync(id, actor, async (made, calendar) =>
        {
            var clean = await OwnNameAsync(made.Db, id, name, ct);
            made.Tell("name", calendar.Name != clean);
            calendar.Rename(clean);
        }, ct);

    /// <summary>Another working week from today on: the half days of Monday to Sunday.</summary>
    public Task<Outcome> SetWeekAsync(int id, IReadOnlyList<int> units, Actor actor, CancellationToken ct)
        => ChangeAsync(id, actor, async (made, calendar) =>
        {
            Require(units.Count == 7 && units.All(u => u is >= 0 and <= MunicipalCalendar.Day) && units.Any(u => u > 0), Refusal.TooFewWorkingDays);
            made.Tell("week", calendar.WeekOn(made.Today), string.Concat(units));
            calendar.SetWeek(units, made.Today);
            CheckRest(calendar, made.Today);
            await LookAgainAsync(made, id, ct);
        }, ct);

    /// <summary>Says what a day is: 0 a holiday, 1 a half day, 2 worked like any other.</summary>
    public Task<Outcome> SetDayAsync(int id, DateOnly on, int units, string name, Actor actor, CancellationToken ct)
        => ChangeAsync(id, actor, async (made, calendar) =>
        {
            Require(units is >= 0 and <= MunicipalCalendar.Day, Refusal.DaysOutOfRange);
            RequireToCome(on, made.Today);
            var clean = DirectoryNames.Check(name, Calendar.NameMaxLength);
            TellDay(made, calendar, on, units);
            calendar.Set(on, units, clean);
            CheckRest(calendar, made.Today);
            await LookAgainAsync(made, id, ct);
        }, ct);

    /// <summary>A day is again what its weekday says.</summary>
    public Task<Outcome> UnsetDayAsync(int id, DateOnly on, Actor actor, CancellationToken ct)
        => ChangeAsync(id, actor, async (made, calendar) =>
        {
            RequireToCome(on, made.Today);
            Require(calendar.Days.Any(day => day.On == on), Refusal.NotFound);
            TellDay(made, calendar, on, null);
            calendar.Unset(on);
            CheckRest(calendar, made.Today);
            await LookAgainAsync(made, id, ct);
        }, ct);

    /// <summary>
    /// Sets the same days of the year, with the same names, in another year. Days that passed, and days that are set already, are left
    /// as they are.
    /// </summary>
    public Task<Outcome> CopyDaysAsync(int id, IReadOnlyCollection<DateOnly> days, int toYear, Actor actor, CancellationToken ct)
        => ChangeAsync(id, actor, async (made, calendar) =>
        {
            Require(toYear >= made.Today.Year, Refusal.DayInPast);
            Require(toYear <= made.Today.Year + YearsAhead, Refusal.DayTooFar);
            foreach (var day in calendar.Days.Where(day => days.Contains(day.On)).OrderBy(day => day.On).ToList())
            {
                if (CopyOf(day.On, toYear) is { } on && on >= made.Today && calendar.Days.All(known => known.On != on))
                {
                    TellDay(made, calendar, on, day.Units);
                    calendar.Set(on, day.Units, day.Name);
                }
            }

            CheckRest(calendar, made.Today);
            await LookAgainAsync(made, id, ct);
        }, ct);

    /// <summary>From today on a department goes by another calendar; null is the town hall's.</summary>
    public Task<Outcome> AssignAsync(int departmentId, int? calendarId, Actor actor, CancellationToken ct)
        => changing.ChangeAsync(actor, async made =>
        {
            var department = await made.Db.Departments.Include(d => d.Calendars).SingleOrDefaultAsync(d => d.Id == departmentId, ct)
                ?? throw new RuleBrokenException(Refusal.NotFound);
            var to = calendarId is Calendar.TownHall ? null : calendarId;
            Require(to is null || await made.Db.Calendars.AnyAsync(c => c.Id == to, ct), Refusal.NotFound);
            var before = department.CalendarOn(made.Today);
            if (before == to)
            {
                return;
            }

            made.Tell("calendar", before ?? Calendar.TownHall, to ?? Calendar.TownHall);
            department.GoBy(to, made.Today);
            made.Enter(AuditAct.DepartmentChanged, new() { ["department"] = $"{departmentId}" }, AuditSubject.Department(departmentId));
            await LookAgainAsync(made, made.Db.Departments.Where(d => d.Id == departmentId), ct);
        }, ct);

    /// <summary>The same day of another year; null for a 29 February where there is none.</summary>
    public static DateOnly? CopyOf(DateOnly day, int toYear)
        => day.Day <= DateTime.DaysInMonth(toYear, day.Month) ? new DateOnly(toYear, day.Month, day.Day) : null;

    private Task<Outcome> ChangeAsync(int id, Actor actor, Func<DirectoryChange, Calendar, Task> change, CancellationToken ct)
        => changing.ChangeAsync(actor, async made =>
        {
            var calendar = await made.Db.Calendars.SingleOrDefaultAsync(c => c.Id == id, ct);

            // A town that never set a day has none yet.
            calendar ??= id is Calendar.TownHall ? made.Db.Add(new Calendar(id, CalendarQueries.TownHallName)).Entity : throw new RuleBrokenException(Refusal.NotFound);
            await change(made, calendar);
            Enter(made, AuditAct.CalendarChanged, id);
        }, ct);

    private static void Enter(DirectoryChange made, AuditAct act, int id) => made.Enter(act, new() { ["calendar"] = $"{id}" }, AuditSubject.Calendar(id));

    private static void RequireToCome(DateOnly on, DateOnly today)
    {
        Require(on >= today, Refusal.DayInPast);
        Require(on.Year <= today.Year + YearsAhead, Refusal.DayTooFar);
    }

    private static void TellDay(DirectoryChange made, Calendar calendar, DateOnly on, int? now)
        => made.Tell($"{on:yyyy-MM-dd}", Word(calendar.Days.FirstOrDefault(day => day.On == on)?.Units), Word(now));

    private static string Word(int? units) => units switch { 0 => "off", 1 => "half", 2 => "worked", _ => "as its weekday" };

    private static void CheckRest(Calendar calendar, DateOnly today)
    {
        var (municipal, rest) = (calendar.ToMunicipal(), 0);
        for (var day = today; day.Year <= today.Year + YearsAhead + 1; day = day.AddDays(1))
        {
            rest = municipal.IsWorkingDay(day) ? 0 : rest + 1;
            Require(rest <= LongestRest, Refusal.TooFewWorkingDays);
        }
    }

    private static async Task<string> OwnNameAsync(MibspDbContext db, int? id, string name, CancellationToken ct)
    {
        var clean = DirectoryNames.Check(name, Calendar.NameMaxLength);
        Require(!await db.Calendars.AnyAsync(c => c.Name == clean && c.Id != id, ct), Refusal.NameTaken);
        Require(id is Calendar.TownHall || clean != CalendarQueries.TownHallName || await db.Calendars.AnyAsync(c => c.Id == Calendar.TownHall, ct), Refusal.NameTaken);
        return clean;
    }

    private static Task LookAgainAsync(DirectoryChange made, int calendarId, CancellationToken ct)
    {
        var isTownHall = calendarId is Calendar.TownHall;
        return LookAgainAsync(made, made.Db.Departments.Where(d => isTownHall || d.CalendarId == calendarId || d.Calendars.Any(c => c.CalendarId == calendarId)), ct);
    }

    /// <summary>The open cases of these departments are for the ladder's next run, which reads their clock anew: each in a transaction of its own.</summary>
    private static async Task LookAgainAsync(DirectoryChange made, IQueryable<Department> departments, CancellationToken ct)
    {
        var today = made.Today;
        await made.Db.SaveChangesAsync(ct);
        await made.Db.Complaints
            .Where(c => c.Status != ComplaintStatus.Closed && (c.NextMarkOn == null || c.NextMarkOn > today) && departments.Any(d => d.Id == c.DepartmentId))
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.NextMarkOn, today), ct);
    }
}
