using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Departments.Import;

/// <summary>
/// Brings departments and services in from a file: first only what it would do, then exactly that or nothing. What is not in the file
/// stays as it is. The same file a second time changes nothing.
/// </summary>
public sealed class DirectoryImporting(IDbContextFactory<MibspDbContext> contexts, DirectoryChanging changing)
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What the file would do. Nothing is saved.</summary>
    public async Task<ImportPlan> PlanAsync(byte[] file, Actor actor, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator)
        {
            return new ImportPlan([], []);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await PlanAsync(db, file, ct);
    }

    /// <summary>Does what was planned, in one transaction. Refused when the file would do anything else by now.</summary>
    public Task<Outcome> ApplyAsync(byte[] file, ImportPlan seen, Actor actor, CancellationToken ct)
        => changing.ChangeAsync(actor, async made =>
        {
            var plan = await PlanAsync(made.Db, file, ct);
            Require(plan.Errors.Count == 0, Refusal.FileUnreadable);
            Require(JsonSerializer.Serialize(plan) == JsonSerializer.Serialize(seen), Refusal.ChangedByOthers);
            var departments = new Dictionary<string, int>();
            foreach (var line in plan.Lines.Where(line => !line.IsService))
            {
                departments.Add(line.Name, await SaveDepartmentAsync(made, line, ct));
            }

            foreach (var line in plan.Lines.Where(line => line.IsService))
            {
                await SaveServiceAsync(made, line, departments[line.Department], ct);
            }

            made.Enter(AuditAct.DirectoryImported, new()
            {
                ["new"] = $"{plan.Count(ImportEffect.New)}",
                ["altered"] = $"{plan.Count(ImportEffect.Changed)}",
                ["same"] = $"{plan.Count(ImportEffect.Unchanged)}",
            });
        }, ct);

    private static async Task<ImportPlan> PlanAsync(MibspDbContext db, byte[] file, CancellationToken ct)
    {
        if (file.Length > DirectoryCsv.BytesMax)
        {
            return ImportPlan.Failed(new ImportError(1, ImportFault.TooLarge, DirectoryCsv.Number(DirectoryCsv.BytesMax / 1024)));
        }

        try
        {
            var departments = await db.Departments.AsNoTracking().OrderBy(d => d.Id).Select(d => new DepartmentRow(d.Id, d.Name, d.IsIntegrityCell, d.IsActive)).ToListAsync(ct);
            var services = await db.Services.AsNoTracking().OrderBy(s => s.Id)
                .Select(s => new ServiceRow(s.Id, s.DepartmentId, s.Name, s.Description, s.DeadlineDays, s.IsActive)).ToListAsync(ct);
            return ImportPlanning.Of(_strict.GetString(file), departments, services);
        }
        catch (DecoderFallbackException)
        {
            return ImportPlan.Failed(new ImportError(1, ImportFault.NotText, ""));
        }
    }

    private static async Task<int> SaveDepartmentAsync(DirectoryChange made, ImportLine line, CancellationToken ct)
    {
        if (line.Effect is ImportEffect.Unchanged)
        {
            return line.Id!.Value;
        }

        var department = line.Id is { } id ? await made.Db.Departments.SingleAsync(d => d.Id == id, ct) : made.Db.Add(new Department(line.Name)).Entity;
        Tell(made, line);
        department.Change(line.Name, line.Target.IsActive);
        await made.Db.SaveChangesAsync(ct);
        made.Enter(
            line.Id is null ? AuditAct.DepartmentCreated : AuditAct.DepartmentChanged,
            new() { ["department"] = $"{department.Id}", ["active"] = $"{department.IsActive}" }, AuditSubject.Department(department.Id));
        return department.Id;
    }

    private static async Task SaveServiceAsync(DirectoryChange made, ImportLine line, int departmentId, CancellationToken ct)
    {
        if (line.Effect is ImportEffect.Unchanged)
        {
            return;
        }

        var to = line.Target;
        var service = line.Id is { } id
            ? await made.Db.Services.SingleAsync(s => s.Id == id, ct)
            : made.Db.Add(new Service(departmentId, line.Name, to.Description, to.Days)).Entity;
        Tell(made, line);
        service.Change(line.Name, to.Description, to.Days, to.IsActive);
        await made.Db.SaveChangesAsync(ct);
        made.Enter(
            line.Id is null ? AuditAct.ServiceCreated : AuditAct.ServiceChanged,
            new() { ["service"] = $"{service.Id}", ["department"] = $"{departmentId}", ["days"] = $"{to.Days}", ["active"] = $"{to.IsActive}" },
            AuditSubject.Service(service.Id), AuditSubject.Department(departmentId));
    }

    // Names and descriptions without the words, numbers and codes with them.
    private static void Tell(DirectoryChange made, ImportLine line)
    {
        foreach (var field in line.Fields)
        {
            if (field.Field is "days" or "active")
            {
                made.Tell(field.Field, field.Before, field.After);
            }
            else
            {
                made.Tell(field.Field, isOther: true);
            }
        }
    }
}
