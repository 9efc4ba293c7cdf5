using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Departments;

/// <summary>How an administrator keeps departments and services. Nothing is deleted: complaints point to it.</summary>
public sealed class DirectoryEditing(IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time)
{
    /// <summary>Creates a department (<paramref name="id"/> null) or changes one.</summary>
    public Task<Outcome> SaveDepartmentAsync(int? id, string name, bool isActive, Actor actor, CancellationToken ct)
        => ChangeAsync(actor, async db =>
        {
            var clean = Name(name, Department.NameMaxLength);
            Require(!await db.Departments.AnyAsync(d => d.Name == clean && d.Id != id, ct), Refusal.NameTaken);
            if (id is null)
            {
                db.Add(new Department(clean));
                return AuditAct.DepartmentCreated;
            }

            var department = await db.Departments.FindAsync([id], ct) ?? throw new RuleBrokenException(Refusal.NotFound);
            department.Change(clean, isActive);
            return AuditAct.DepartmentChanged;
        }, new() { ["department"] = $"{id}", ["active"] = $"{isActive}" }, ct);

    /// <summary>Creates a service (<paramref name="id"/> null) or changes one. Deadlines already promised stay.</summary>
    public Task<Outcome> SaveServiceAsync(
        int? id, int departmentId, string name, string description, int deadlineDays, bool isActive, Actor actor, CancellationToken ct)
        => ChangeAsync(actor, async db =>
        {
            var clean = Name(name, Service.NameMaxLength);
            Require((description ?? "").Length <= Service.DescriptionMaxLength, Refusal.TextTooLong);
            Require(deadlineDays is >= 1 and <= Service.DeadlineDaysMax, Refusal.DaysOutOfRange);
            Require(await db.Departments.AnyAsync(d => d.Id == departmentId, ct), Refusal.DepartmentMissing);
            Require(!await db.Services.AnyAsync(s => s.DepartmentId == departmentId && s.Name == clean && s.Id != id, ct), Refusal.NameTaken);
            if (id is null)
            {
                db.Add(new Service(departmentId, clean, description?.Trim() ?? "", deadlineDays));
                return AuditAct.ServiceCreated;
            }

            var service = await db.Services.SingleOrDefaultAsync(s => s.Id == id && s.DepartmentId == departmentId, ct)
                ?? throw new RuleBrokenException(Refusal.NotFound);
            service.Change(clean, description?.Trim() ?? "", deadlineDays, isActive);
            return AuditAct.ServiceChanged;
        }, new() { ["service"] = $"{id}", ["department"] = $"{departmentId}", ["days"] = $"{deadlineDays}", ["active"] = $"{isActive}" }, ct);

    private async Task<Outcome> ChangeAsync(
        Actor actor, Func<MibspDbContext, Task<AuditAct>> change, Dictionary<string, string> details, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator)
        {
            return Refusal.NotFound;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var records = new List<AuditRecord>();
        try
        {
            // Under the record's lock, so that of two who choose the same name at once the second is told.
            await ledger.SaveAsync(db, records, ct, async _ =>
            {
                records.Clear();
                db.ChangeTracker.Clear();
                var act = await change(db);
                records.Add(AuditRecord.Of(act, Stamp.Staff(actor, time), null, details));
            });
            return Outcome.Done;
        }
        catch (RuleBrokenException broken)
        {
            return broken.Refusal;
        }
    }

    private static string Name(string name, int maxLength)
    {
        Require(!string.IsNullOrWhiteSpace(name), Refusal.NameMissing);
        var clean = name.Trim();
        Require(clean.Length <= maxLength, Refusal.TextTooLong);
        return clean;
    }
}
