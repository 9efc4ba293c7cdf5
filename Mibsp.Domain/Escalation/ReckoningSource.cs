using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Escalation;

/// <summary>Reads what <see cref="CaseReckoning"/> needs for a complaint: its calendar, and who could answer for it.</summary>
internal static class ReckoningSource
{
    public static async Task<CaseReckoning> ReadAsync(MibspDbContext db, Complaint complaint, ClockRules rules, CancellationToken ct)
        => new(await RosterAsync(db, complaint, ct), await CalendarAsync(db, complaint.DepartmentId, ct), rules);

    /// <summary>The department's own calendar or the town hall's; Monday to Friday where there is none yet.</summary>
    public static async Task<MunicipalCalendar> CalendarAsync(MibspDbContext db, int departmentId, CancellationToken ct)
    {
        var calendar = await db.Calendars.AsNoTracking().Include(c => c.Days)
            .Where(c => c.Id == (db.Departments.Where(d => d.Id == departmentId).Select(d => d.CalendarId).FirstOrDefault() ?? Calendar.TownHall))
            .SingleOrDefaultAsync(ct);
        return calendar?.ToMunicipal() ?? MunicipalCalendar.Usual;
    }

    public static async Task<Roster> RosterAsync(MibspDbContext db, Complaint complaint, CancellationToken ct)
    {
        var (department, officer) = (complaint.DepartmentId, complaint.OfficerId);
        var people = await db.Users.AsNoTracking()
            .Where(u => u.Id == officer
                || db.Users.Any(o => o.Id == officer && o.SubstituteId == u.Id)
                || (u.Role == StaffRole.Supervisor && u.DepartmentId == department)
                || u.Role == StaffRole.IntegrityOfficer || u.Role == StaffRole.Commissioner || u.Role == StaffRole.Administrator)
            .Select(u => new Colleague(u.Id, u.Role, u.DepartmentId, u.IsDisabled, u.AbsentFromOn, u.AbsentUntilOn, u.SubstituteId))
            .ToListAsync(ct);
        return new Roster(people, await db.Departments.Where(d => d.IsIntegrityCell).Select(d => d.Id).SingleOrDefaultAsync(ct));
    }
}
