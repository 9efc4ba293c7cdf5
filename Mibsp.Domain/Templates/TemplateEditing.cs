using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Templates;

/// <summary>A template about to be changed, as the page last showed it.</summary>
public sealed record SeenTemplate(int Id, int Version);

/// <summary>What a template is to be. The department counts for a new one only; none means: for all.</summary>
public sealed record TemplateDraft(int? DepartmentId, string Title, string Text, bool IsActive = true);

/// <summary>How templates are kept: by supervisors and integrity officers for their department, by administrators for all.</summary>
public sealed class TemplateEditing(IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time)
{
    /// <summary>Creates a template (<paramref name="seen"/> null) or changes one.</summary>
    public async Task<Outcome> SaveAsync(SeenTemplate? seen, TemplateDraft draft, Actor actor, CancellationToken ct)
    {
        if (!MayKeep(actor))
        {
            return Refusal.NotFound;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        // Under the record's lock, so that of two who change the same template, or choose the same title, the second is told.
        return await ledger.ChangeAsync(db, async (records, token) =>
        {
            records.Add(seen is null ? await CreateAsync(db, draft, actor, token) : await ChangeAsync(db, seen, draft, actor, token));
        }, ct);
    }

    /// <summary>Whether this is somebody who keeps templates at all.</summary>
    public static bool MayKeep(Actor actor) => actor.Role is StaffRole.Supervisor or StaffRole.IntegrityOfficer or StaffRole.Administrator;

    private static bool MayChange(int? departmentId, Actor actor)
        => actor.Role is StaffRole.Administrator || (departmentId is not null && departmentId == actor.DepartmentId);

    private async Task<AuditRecord> CreateAsync(MibspDbContext db, TemplateDraft draft, Actor actor, CancellationToken ct)
    {
        Require(MayChange(draft.DepartmentId, actor), Refusal.NotFound);
        Require(draft.DepartmentId is null || await db.Departments.AnyAsync(d => d.Id == draft.DepartmentId, ct), Refusal.DepartmentMissing);
        var template = new ReplyTemplate(draft.DepartmentId, draft.Title, draft.Text);
        await RequireOwnTitleAsync(db, template, ct);
        db.Add(template);
        await db.SaveChangesAsync(ct);
        return Record(AuditAct.TemplateCreated, template, actor);
    }

    private async Task<AuditRecord> ChangeAsync(MibspDbContext db, SeenTemplate seen, TemplateDraft draft, Actor actor, CancellationToken ct)
    {
        var template = await db.ReplyTemplates.SingleOrDefaultAsync(t => t.Id == seen.Id, ct);
        if (template is null || !MayChange(template.DepartmentId, actor))
        {
            throw new RuleBrokenException(Refusal.NotFound);
        }

        Require(template.Version == seen.Version, Refusal.ChangedByOthers);
        var (title, text, isActive) = (template.Title, template.Text, template.IsActive);
        template.Change(draft.Title, draft.Text, draft.IsActive);
        await RequireOwnTitleAsync(db, template, ct);
        string[] changed = [.. new[] { ("title", title != template.Title), ("text", text != template.Text), ("active", isActive != template.IsActive) }.Where(c => c.Item2).Select(c => c.Item1)];
        return Record(AuditAct.TemplateChanged, template, actor, changed);
    }

    private static async Task RequireOwnTitleAsync(MibspDbContext db, ReplyTemplate template, CancellationToken ct)
    {
        var (id, department, title) = (template.Id, template.DepartmentId, template.Title);
        Require(!await db.ReplyTemplates.AnyAsync(t => t.Title == title && t.DepartmentId == department && t.Id != id, ct), Refusal.NameTaken);
    }

    // Never the words: what somebody writes into a template by mistake must be possible to take out again.
    private AuditRecord Record(AuditAct act, ReplyTemplate template, Actor actor, params string[] changed)
        => AuditRecord.Of(act, Stamp.Staff(actor, time), null, new Dictionary<string, string>
        {
            ["template"] = $"{template.Id}",
            ["department"] = $"{template.DepartmentId}",
            ["active"] = $"{template.IsActive}",
            ["changed"] = string.Join(", ", changed),
        }) with { Subjects = [AuditSubject.Template(template.Id)] };
}
