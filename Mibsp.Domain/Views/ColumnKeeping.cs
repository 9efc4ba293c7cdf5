using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Views;

/// <summary>How somebody keeps the columns of their list. No act of office, like <see cref="ViewKeeping"/>.</summary>
public sealed class ColumnKeeping(IDbContextFactory<MibspDbContext> contexts, Ledger ledger)
{
    public async Task<IReadOnlyList<ListColumn>> FindAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return (await db.ListChoices.AsNoTracking().SingleOrDefaultAsync(c => c.UserId == actor.UserId, ct))?.Chosen ?? ListChoice.Usual;
    }

    public async Task<Outcome> SaveAsync(IReadOnlyCollection<ListColumn> columns, Actor actor, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator)
        {
            return Refusal.NotFound;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await ledger.ChangeAsync(db, async (_, token) =>
        {
            var choice = await db.ListChoices.FindAsync([actor.UserId], token) ?? db.Add(new ListChoice(actor.UserId)).Entity;
            choice.Choose(columns);
        }, ct);
    }
}
