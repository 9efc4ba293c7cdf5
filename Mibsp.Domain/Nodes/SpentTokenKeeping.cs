using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Nodes;

/// <summary>Which tokens were used, for all nodes together. One statement puts a token in or finds it: its key in the table decides who was first.</summary>
public sealed class SpentTokenKeeping(IDbContextFactory<MibspDbContext> contexts, MunicipalTime time, int most = SpentTokenKeeping.Most)
{
    /// <summary>Some 80 MB. Beyond, each node goes by its own memory: better one replay than a full disk.</summary>
    public const int Most = 1_000_000;

    private const int CountedEvery = 1000;

    // A token is good for two hours, so those of the day before yesterday are refused for their age.
    private const int DaysKept = 1;

    private int _untilCount;
    private volatile bool _isFull;

    /// <summary>
    /// Uses the token. False when it was used for something else, on whichever node; null when there is no more room and nothing is known.
    /// </summary>
    public async Task<bool?> TrySpendAsync(Guid nonce, string? use, CancellationToken ct)
    {
        var spent = new SpentToken(nonce, use, time.Today);
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await IsFullAsync(db, ct))
        {
            return null;
        }

        return await db.AddOnceAsync(spent, ct)
            || await db.SpentTokens.AnyAsync(s => s.Id == spent.Id && s.Use == spent.Use, ct);
    }

    /// <summary>Removes what would be refused for its age.</summary>
    public async Task RemoveOldAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var before = time.Today.AddDays(-DaysKept);
        await db.SpentTokens.Where(s => s.SpentOn < before).ExecuteDeleteAsync(ct);
        Volatile.Write(ref _untilCount, 0);
    }

    private async Task<bool> IsFullAsync(MibspDbContext db, CancellationToken ct)
    {
        if (Interlocked.Decrement(ref _untilCount) < 0)
        {
            Volatile.Write(ref _untilCount, Math.Min(CountedEvery, most));
            _isFull = await db.SpentTokens.CountAsync(ct) >= most;
        }

        return _isFull;
    }
}
