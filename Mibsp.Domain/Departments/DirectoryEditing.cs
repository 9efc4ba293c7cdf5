using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Common;
using Mibsp.Domain.Persistence;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Departments;

/// <summary>How an administrator keeps departments, services and wards. What complaints point to is disabled and not deleted.</summary>
public sealed class DirectoryEditing(DirectoryChanging changing)
{
    /// <summary>Creates a department (<paramref name="id"/> null) or changes one.</summary>
    public Task<Outcome> SaveDepartmentAsync(int? id, string name, bool isActive, Actor actor, CancellationToken ct)
        => changing.ChangeAsync(actor, async made =>
        {
            var clean = DirectoryNames.Check(name, Department.NameMaxLength);
            Require(!await made.Db.Departments.AnyAsync(d => d.Name == clean && d.Id != id, ct), Refusal.NameTaken);
            var department = id is null
                ? made.Db.Add(new Department(clean)).Entity
                : await made.Db.Departments.FindAsync([id], ct) ?? throw new RuleBrokenException(Refusal.NotFound);
            made.Tell("name", department.Name != clean);
            made.Tell("active", department.IsActive, isActive || department.IsIntegrityCell);
            department.Change(clean, id is null || isActive);
            await made.Db.SaveChangesAsync(ct);
            made.Enter(id is null ? AuditAct.DepartmentCreated : AuditAct.DepartmentChanged, new() { ["department"] = $"{department.Id}", ["active"] = $"{department.IsActive}" }, AuditSubject.Department(department.Id));
        }, ct);

    /// <summary>Creates a service (<paramref name="id"/> null) or changes one. Deadlines already promised stay.</summary>
    public Task<Outcome> SaveServiceAsync(
        int? id, int departmentId, string name, string description, int deadlineDays, bool isActive, Actor actor, CancellationToken ct)
        => changing.ChangeAsync(actor, async made =>
        {
            var clean = DirectoryNames.Check(name, Service.NameMaxLength);
            var words = description?.Trim() ?? "";
            Require(words.Length <= Service.DescriptionMaxLength, Refusal.TextTooLong);
            Require(deadlineDays is >= 1 and <= Service.DeadlineDaysMax, Refusal.DaysOutOfRange);
            Require(await made.Db.Departments.AnyAsync(d => d.Id == departmentId, ct), Refusal.DepartmentMissing);
            Require(!await made.Db.Services.AnyAsync(s => s.DepartmentId == departmentId && s.Name == clean && s.Id != id, ct), Refusal.NameTaken);
            var service = id is null
                ? made.Db.Add(new Service(departmentId, clean, words, deadlineDays)).Entity
                : await made.Db.Services.SingleOrDefaultAsync(s => s.Id == id && s.DepartmentId == departmentId, ct) ?? throw new RuleBrokenException(Refusal.NotFound);
            made.Tell("name", service.Name != clean);
            made.Tell("description", service.Description != words);
            made.Tell("days", service.DeadlineDays, deadlineDays);
            made.Tell("active", service.IsActive, id is null || isActive);
            service.Change(clean, words, deadlineDays, id is null || isActive);
            await made.Db.SaveChangesAsync(ct);
            made.Enter(
                id is null ? AuditAct.ServiceCreated : AuditAct.ServiceChanged,
                new() { ["service"] = $"{service.Id}", ["department"] = $"{departmentId}", ["days"] = $"{deadlineDays}", ["active"] = $"{service.IsActive}" },
                AuditSubject.Service(service.Id), AuditSubject.Department(departmentId));
        }, ct);

    /// <summary>Creates a ward of a number that no other has, or changes one.</summary>
    public Task<Outcome> SaveWardAsync(bool isNew, int number, string name, bool isDisabled, Actor actor, CancellationToken ct)
        => changing.ChangeAsync(actor, async made =>
        {
            Require(number is >= 1 and <= Ward.NumberMax, Refusal.WardUnknown);
            var clean = DirectoryNames.Check(name, Ward.NameMaxLength);
            var ward = await made.Db.Wards.FindAsync([number], ct);
            Require(isNew ? ward is null : ward is not null, isNew ? Refusal.AlreadyThere : Refusal.NotFound);
            Require(!await made.Db.Wards.AnyAsync(w => w.Name == clean && w.Id != number, ct), Refusal.NameTaken);
            ward ??= made.Db.Add(new Ward(number, clean)).Entity;
            made.Tell("name", ward.Name != clean);
            made.Tell("active", !ward.IsDisabled, isNew || !isDisabled);
            ward.Change(clean, !isNew && isDisabled);
            made.Enter(isNew ? AuditAct.WardCreated : AuditAct.WardChanged, new() { ["ward"] = $"{number}", ["active"] = $"{!ward.IsDisabled}" }, AuditSubject.Ward(number));
        }, ct);
}

internal static class DirectoryNames
{
    /// <summary>The name without blanks around it. Refuses one that says nothing or is too long.</summary>
    public static string Check(string name, int maxLength)
    {
        Require(!string.IsNullOrWhiteSpace(name), Refusal.NameMissing);
        var clean = name.Trim();
        Require(clean.Length <= maxLength, Refusal.TextTooLong);
        return clean;
    }
}
