using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Views;

/// <summary>A saved view as its owner sees it.</summary>
public sealed record SavedViewRow(Guid Id, string Name, string Query);

/// <summary>
/// How somebody keeps their own views of the queue. Saved through the ledger for its lock, which makes names unique and keeps
/// the limit on every database, but without an entry: how a person sorts their desk is no act of office.
/// </summary>
public sealed class ViewKeeping(IDbContextFactory<MibspDbContext> contexts, Ledger ledger)
{
    /// <summary>How many one person may keep.</summary>
    public const int Most = 20;

    /// <summary>The actor's own views by name.</summary>
    public async Task<IReadOnlyList<SavedViewRow>> ListAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var views = await db.SavedViews.Where(v => v.UserId == actor.UserId).Select(v => new SavedViewRow(v.Id, v.Name, v.Query)).Take(Most).ToListAsync(ct);
        return [.. views.OrderBy(v => v.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(v => v.Id)];
    }

    public Task<Outcome> SaveAsync(string name, string query, Actor actor, CancellationToken ct) => ChangeAsync(actor, (db, own) =>
    {
        Require(own.Count < Most, Refusal.TooManyViews);
        var view = new SavedView(actor.UserId, name, query);
        RequireOwnName(view, own);
        db.Add(view);
    }, ct);

    public Task<Outcome> RenameAsync(Guid id, string name, Actor actor, CancellationToken ct) => ChangeAsync(actor, (_, own) =>
    {
        var view = Find(id, own);
        view.Rename(name);
        RequireOwnName(view, own);
    }, ct);

    public Task<Outcome> DeleteAsync(Guid id, Actor actor, CancellationToken ct) => ChangeAsync(actor, (db, own) => db.Remove(Find(id, own)), ct);

    private async Task<Outcome> ChangeAsync(Actor actor, Action<MibspDbContext, List<SavedView>> change, CancellationToken ct)
    {
        if (!actor.Role.WorksOnComplaints() && actor.Role is not StaffRole.Administrator)
        {
            return Refusal.NotFound;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await ledger.ChangeAsync(db, async (_, token) =>
        {
            change(db, await db.SavedViews.Where(v => v.UserId == actor.UserId).ToListAsync(token));
        }, ct);
    }

    private static SavedView Find(Guid id, List<SavedView> own) => own.Find(v => v.Id == id) ?? throw new RuleBrokenException(Refusal.NotFound);

    private static void RequireOwnName(SavedView view, List<SavedView> own)
        => Require(!own.Any(v => v.Id != view.Id && string.Equals(v.Name, view.Name, StringComparison.OrdinalIgnoreCase)), Refusal.NameTaken);
}
