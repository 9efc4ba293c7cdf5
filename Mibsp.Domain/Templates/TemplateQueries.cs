using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Templates;

/// <summary>A template as those who keep them see it. <see cref="MayChange"/> says whether it is the reader's to change.</summary>
public sealed record TemplateRow(int Id, int Version, int? DepartmentId, string? Department, string Title, string Text, bool IsActive, bool MayChange);

/// <summary>A template to start from.</summary>
public sealed record TemplateChoice(int Id, string Title, string Text);

/// <summary>Reads templates: those of the reader's department and those for all.</summary>
public sealed class TemplateQueries(IDbContextFactory<MibspDbContext> contexts)
{
    public const int PageSize = 20;
    private const int ChoicesMax = 200;

    /// <summary>What somebody who works on complaints may start from, the department's own first.</summary>
    public async Task<IReadOnlyList<TemplateChoice>> ChoicesAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.Role.WorksOnComplaints())
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await Of(db, actor.DepartmentId).Where(t => t.IsActive)
            .OrderBy(t => t.DepartmentId == null).ThenBy(t => t.Title).ThenBy(t => t.Id)
            .Select(t => new TemplateChoice(t.Id, t.Title, t.Text)).Take(ChoicesMax).ToListAsync(ct);
    }

    /// <summary>A page of what those who keep templates may see: supervisors their department's and those for all, administrators everything.</summary>
    public async Task<Page<TemplateRow>> ListAsync(int page, Actor actor, CancellationToken ct)
    {
        if (!TemplateEditing.MayKeep(actor))
        {
            return new Page<TemplateRow>([], 1, false);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var number = Math.Clamp(page, 1, 1000);
        var isAdministrator = actor.Role is StaffRole.Administrator;
        var own = actor.DepartmentId;
        var templates = isAdministrator ? db.ReplyTemplates : Of(db, own);
        var rows = await templates
            .OrderBy(t => t.DepartmentId == null ? 0 : 1).ThenBy(t => t.DepartmentId).ThenBy(t => t.Title).ThenBy(t => t.Id)
            .Select(t => new TemplateRow(
                t.Id, t.Version, t.DepartmentId, db.Departments.Where(d => d.Id == t.DepartmentId).Select(d => d.Name).FirstOrDefault(),
                t.Title, t.Text, t.IsActive, isAdministrator || (t.DepartmentId != null && t.DepartmentId == own)))
            .Skip((number - 1) * PageSize).Take(PageSize + 1).ToListAsync(ct);
        return new Page<TemplateRow>([.. rows.Take(PageSize)], number, rows.Count > PageSize);
    }

    /// <summary>One template, for administrators; null when there is none.</summary>
    public async Task<TemplateRow?> FindAsync(int id, Actor actor, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.ReplyTemplates.Where(t => t.Id == id).Select(t => new TemplateRow(
            t.Id, t.Version, t.DepartmentId, db.Departments.Where(d => d.Id == t.DepartmentId).Select(d => d.Name).FirstOrDefault(), t.Title, t.Text, t.IsActive, true)).SingleOrDefaultAsync(ct);
    }

    private static IQueryable<ReplyTemplate> Of(MibspDbContext db, int? departmentId)
        => db.ReplyTemplates.Where(t => t.DepartmentId == null || t.DepartmentId == departmentId);
}
