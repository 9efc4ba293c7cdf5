using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Settings;

namespace Mibsp.Domain.Escalation;

/// <summary>Reads what <see cref="CaseReckoning"/> needs for a complaint: its calendar, and who could answer for it.</summary>
internal static class ReckoningSource
{
    public static async Task<CaseReckoning> ReadAsync(MibspDbContext db, Complaint complaint, TownRules rules, CancellationToken ct)
        => new(await RosterAsync(db, complaint, ct), await CalendarAsync(db, complaint.DepartmentId, ct), rules.ClockOn(complaint.FiledOn));

    /// <summary>The same, in a town that was read.</summary>
    public static async Task<CaseReckoning> ReadAsync(MibspDbContext db, Complaint complaint, TownAtHand town, CancellationToken ct)
        => new(new Roster(await PeopleAsync(db, complaint, ct), town.IntegrityCellId), town.CalendarOf(complaint.DepartmentId), town.Rules.ClockOn(complaint.FiledOn));

    /// <summary>
    /// What the department goes by: on each day the calendar that it had then, which is its own or the town hall's; Monday to Friday
    /// where there is none yet.
    /// </summary>
    public static async Task<MunicipalCalendar> CalendarAsync(MibspDbContext db, int departmentId, CancellationToken ct)
    {
        var department = await db.Departments.AsNoTracking().Include(d => d.Calendars).SingleOrDefaultAsync(d => d.Id == departmentId, ct);
        var ids = (department?.Calendars.Select(c => c.CalendarId ?? Calendar.TownHall) ?? []).Append(department?.CalendarId ?? Calendar.TownHall).Distinct().ToList();
        return CalendarOf(department, await db.Calendars.AsNoTracking().AsSplitQuery().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.ToMunicipal(), ct));
    }

    /// <summary>The same, of a department that was read with its calendars.</summary>
    public static MunicipalCalendar CalendarOf(Department? department, IReadOnlyDictionary<int, MunicipalCalendar> calendars)
    {
        var turns = department?.Calendars.OrderBy(c => c.FromOn).Select(c => (c.FromOn, Id: c.CalendarId ?? Calendar.TownHall)).ToList() ?? [];
        return turns.Aggregate(Of(department?.CalendarId ?? Calendar.TownHall), (before, turn) => before.Then(turn.FromOn, Of(turn.Id)));

        MunicipalCalendar Of(int id) => calendars.GetValueOrDefault(id) ?? MunicipalCalendar.Usual;
    }

    public static async Task<Roster> RosterAsync(MibspDbContext db, Complaint complaint, CancellationToken ct)
        => new(await PeopleAsync(db, complaint, ct), await db.Departments.Where(d => d.IsIntegrityCell).Select(d => d.Id).SingleOrDefaultAsync(ct));

    private static Task<List<Colleague>> PeopleAsync(MibspDbContext db, Complaint complaint, CancellationToken ct)
    {
        var (department, officer) = (complaint.DepartmentId, complaint.OfficerId);
        return db.Users.AsNoTracking()
            .Where(u => u.Id == officer
                || db.Users.Any(o => o.Id == officer && o.SubstituteId == u.Id)
                || (u.Role == StaffRole.Supervisor && u.DepartmentId == department)
                || u.Role == StaffRole.IntegrityOfficer || u.Role == StaffRole.Commissioner || u.Role == StaffRole.Administrator)
            .Select(u => new Colleague(u.Id, u.Role, u.DepartmentId, u.IsDisabled, u.AbsentFromOn, u.AbsentUntilOn, u.SubstituteId))
            .ToListAsync(ct);
    }
}
