using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Common;
using Mibsp.Domain.Persistence;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Departments;

/// <summary>What can refer to a department, service, ward or calendar, so that it cannot be deleted.</summary>
public enum DirectoryUse
{
    Complaints,
    Services,
    Staff,
    Templates,
    Departments,
}

/// <summary>What came of deleting, and what still refers to it when that was refused.</summary>
public sealed record DeletionOutcome(Refusal? Refusal, IReadOnlyList<DirectoryUse> UsedBy)
{
    public bool Succeeded => Refusal is null;
}

/// <summary>
/// Deletes what was made by mistake: departments, services and wards that nothing refers to. Whatever complaints ever pointed to can
/// only be disabled, so that they keep saying what they were about.
/// </summary>
public sealed class DirectoryDeleting(DirectoryChanging changing)
{
    public Task<DeletionOutcome> DeleteDepartmentAsync(int id, Actor actor, CancellationToken ct)
        => DeleteAsync(actor, async (made, uses) =>
        {
            var (db, department) = (made.Db, await made.Db.Departments.FindAsync([id], ct));
            Require(department is { IsIntegrityCell: false }, Refusal.NotFound);
            uses[DirectoryUse.Complaints] = await db.Complaints.AnyAsync(c => c.DepartmentId == id, ct)
                || await db.Complaints.AnyAsync(c => c.NamedDepartmentId == id, ct) || await db.Complaints.AnyAsync(c => c.BlockedByDepartmentId == id, ct)
                || await db.CaseSpans.AnyAsync(s => s.ChargedDepartmentId == id, ct);
            uses[DirectoryUse.Services] = await db.Services.AnyAsync(s => s.DepartmentId == id, ct);
            uses[DirectoryUse.Staff] = await db.Users.AnyAsync(u => u.DepartmentId == id, ct);
            uses[DirectoryUse.Templates] = await db.ReplyTemplates.AnyAsync(t => t.DepartmentId == id, ct);
            db.Remove(department!);
            made.Enter(AuditAct.DepartmentDeleted, new() { ["department"] = $"{id}" }, AuditSubject.Department(id));
        }, ct);

    public Task<DeletionOutcome> DeleteServiceAsync(int id, Actor actor, CancellationToken ct)
        => DeleteAsync(actor, async (made, uses) =>
        {
            var service = await made.Db.Services.FindAsync([id], ct) ?? throw new RuleBrokenException(Refusal.NotFound);
            uses[DirectoryUse.Complaints] = await made.Db.Complaints.AnyAsync(c => c.ServiceId == id, ct);
            made.Db.Remove(service);
            made.Enter(
                AuditAct.ServiceDeleted, new() { ["service"] = $"{id}", ["department"] = $"{service.DepartmentId}" },
                AuditSubject.Service(id), AuditSubject.Department(service.DepartmentId));
        }, ct);

    public Task<DeletionOutcome> DeleteWardAsync(int number, Actor actor, CancellationToken ct)
        => DeleteAsync(actor, async (made, uses) =>
        {
            var ward = await made.Db.Wards.FindAsync([number], ct) ?? throw new RuleBrokenException(Refusal.NotFound);
            uses[DirectoryUse.Complaints] = await made.Db.Complaints.AnyAsync(c => c.WardId == number, ct);
            made.Db.Remove(ward);
            made.Enter(AuditAct.WardDeleted, new() { ["ward"] = $"{number}" }, AuditSubject.Ward(number));
        }, ct);

    /// <summary>A calendar by which no department goes or went: the days that were counted by one stay countable.</summary>
    public Task<DeletionOutcome> DeleteCalendarAsync(int id, Actor actor, CancellationToken ct)
        => DeleteAsync(actor, async (made, uses) =>
        {
            Require(id != Clock.Calendar.TownHall, Refusal.NotFound);
            var calendar = await made.Db.Calendars.SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new RuleBrokenException(Refusal.NotFound);
            uses[DirectoryUse.Departments] = await made.Db.Departments.AnyAsync(d => d.CalendarId == id || d.Calendars.Any(c => c.CalendarId == id), ct);
            made.Db.Remove(calendar);
            made.Enter(AuditAct.CalendarDeleted, new() { ["calendar"] = $"{id}" }, AuditSubject.Calendar(id));
        }, ct);

    // Asked under the record's lock, through which everything that could refer to it is saved, too.
    private async Task<DeletionOutcome> DeleteAsync(Actor actor, Func<DirectoryChange, Dictionary<DirectoryUse, bool>, Task> delete, CancellationToken ct)
    {
        var uses = new Dictionary<DirectoryUse, bool>();
        var outcome = await changing.ChangeAsync(actor, async made =>
        {
            uses.Clear();
            await delete(made, uses);
            Require(!uses.ContainsValue(true), Refusal.StillUsed);
        }, ct);
        return new DeletionOutcome(outcome.Refusal, outcome.Refusal is Refusal.StillUsed ? [.. uses.Where(use => use.Value).Select(use => use.Key)] : []);
    }
}
