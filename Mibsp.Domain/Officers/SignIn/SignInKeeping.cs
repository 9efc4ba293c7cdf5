using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Officers.SignIn;

/// <summary>Keeps the latest sign-ins and failed tries of each account, so that its owner can see what was not them.</summary>
public sealed class SignInKeeping(IDbContextFactory<MibspDbContext> contexts, SignInKey key, MunicipalTime time, TimeProvider clock)
{
    public const int RowsKept = 50;
    public const int DaysKept = 90;

    public async Task NoteAsync(Guid userId, SignInWay way, bool hasFailed, Device device, CancellationToken ct)
    {
        var id = Identifiers.Random();
        var facts = new SignInFacts(clock.GetUtcNow().UtcDateTime, device, way, hasFailed);
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.Add(new SignInNote(id, userId, time.Today, key.Seal(facts, id)));
        await db.SaveChangesAsync(ct);
        var surplus = (await ReadAsync(db, userId, ct)).Skip(RowsKept).Select(row => row.Id).ToList();
        if (surplus.Count > 0)
        {
            await db.SignInNotes.Where(n => surplus.Contains(n.Id)).ExecuteDeleteAsync(ct);
        }
    }

    /// <summary>The latest first.</summary>
    public async Task<IReadOnlyList<SignInFacts>> ListAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return [.. (await ReadAsync(db, userId, ct)).Select(row => row.Facts).OfType<SignInFacts>().Take(RowsKept)];
    }

    /// <summary>Removes what is older than <see cref="DaysKept"/> days. Returns how many rows.</summary>
    public async Task<int> RemoveOldAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var before = time.Today.AddDays(-DaysKept);
        return await db.SignInNotes.Where(n => n.On < before).ExecuteDeleteAsync(ct);
    }

    // Never more than a few dozen of one person. What cannot be opened any more comes last, and goes first.
    private async Task<List<(Guid Id, SignInFacts? Facts)>> ReadAsync(MibspDbContext db, Guid userId, CancellationToken ct)
    {
        var rows = await db.SignInNotes.Where(n => n.UserId == userId).Select(n => new { n.Id, n.Sealed }).ToListAsync(ct);
        return [.. rows.Select(row => (row.Id, Facts: key.Open<SignInFacts>(row.Sealed, row.Id))).OrderByDescending(row => row.Facts?.AtUtc ?? DateTime.MinValue).ThenBy(row => row.Id)];
    }
}
