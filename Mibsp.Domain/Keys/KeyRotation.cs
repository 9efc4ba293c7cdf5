using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Keys;

/// <summary>A key of the ring and how many complaints' keys it wraps. A key that is missing in the ring shows all the same.</summary>
public sealed record RingKey(string Id, bool IsCurrent, bool IsThere, int Complaints);

/// <summary>What a rotation did. <paramref name="WasUnfinished"/>: it went on with an earlier one and made no new key.</summary>
public sealed record RotationResult(string CurrentId, int Complaints, bool WasUnfinished);

/// <summary>Why a key was not retired.</summary>
public enum RetiringRefusal
{
    Unknown,
    Current,
    InUse,
}

/// <summary>Changes the key ring's keys while the portal runs. For the operator, by command.</summary>
public sealed class KeyRotation(
    IDbContextFactory<MibspDbContext> contexts, Ledger ledger, KeyRing ring, ComplaintKeeping keeping, MunicipalTime time)
{
    private const int AtATime = 200;

    /// <summary>The keys, oldest first.</summary>
    public async Task<IReadOnlyList<RingKey>> ListAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var used = await db.ComplaintKeys.GroupBy(k => k.KekId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var there = ring.Ids;
        var current = there.Count > 0 ? there[^1] : null;
        return [.. there.Union(used.Keys).Order(StringComparer.Ordinal)
            .Select(id => new RingKey(id, id == current, there.Contains(id), used.GetValueOrDefault(id)))];
    }

    /// <summary>
    /// Makes a new current key and wraps every complaint's key with it. Where an earlier rotation was cut off, it is finished
    /// instead. Can be killed at any moment and called again.
    /// </summary>
    /// <exception cref="KeyRingException">The ring is empty, or lacks a key that is in use.</exception>
    public async Task<RotationResult> RotateAsync(CancellationToken ct)
    {
        var current = ring.CurrentId;
        var unfinished = await CountOthersAsync(current, ct) > 0;
        if (!unfinished)
        {
            current = ring.MakeNext();
        }

        var (rewrapped, batch) = (0, 0);
        do
        {
            batch = await RewrapAsync(current, ct);
            rewrapped += batch;
        }
        while (batch > 0);

        await using var db = await contexts.CreateDbContextAsync(ct);
        var details = new Dictionary<string, string> { ["key"] = current, ["complaints"] = rewrapped.ToString(CultureInfo.InvariantCulture) };
        await ledger.SaveAsync(db, AuditRecord.Of(AuditAct.KeysRotated, Stamp.System(time), null, details), ct);
        return new RotationResult(current, rewrapped, unfinished);
    }

    /// <summary>Destroys a key that wraps nothing any more: what lies in old backups under it is unreadable from then on.</summary>
    public async Task<RetiringRefusal?> RetireAsync(string id, CancellationToken ct)
    {
        if (!ring.Ids.Contains(id))
        {
            return RetiringRefusal.Unknown;
        }

        if (id == ring.CurrentId)
        {
            return RetiringRefusal.Current;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var inUse = false;
        var record = AuditRecord.Of(AuditAct.KeyRetired, Stamp.System(time), null, new Dictionary<string, string> { ["key"] = id });
        try
        {
            // Under the lock: keys are wrapped under it, too, and always with the current key. So what is unused here stays unused.
            await ledger.SaveAsync(db, [record], ct, async token =>
            {
                inUse = await db.ComplaintKeys.AnyAsync(k => k.KekId == id, token);
                RuleBrokenException.Require(!inUse, Refusal.WrongStatus);
            });
        }
        catch (RuleBrokenException) when (inUse)
        {
            return RetiringRefusal.InUse;
        }

        ring.Destroy(id);
        return null;
    }

    private async Task<int> CountOthersAsync(string current, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.ComplaintKeys.CountAsync(k => k.KekId != current, ct);
    }

    // Read and written under the record's lock, where nobody files or erases in between; in small steps, so that nobody waits long.
    private async Task<int> RewrapAsync(string current, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var count = 0;
        await ledger.SaveAsync(db, [], ct, async token =>
        {
            db.ChangeTracker.Clear();
            var keys = await db.ComplaintKeys.Where(k => k.KekId != current).OrderBy(k => k.ComplaintId).Take(AtATime).ToListAsync(token);
            foreach (var key in keys)
            {
                using var cipher = keeping.Open(key);
                keeping.Wrap(key, cipher);
            }

            count = keys.Count;
        });
        return count;
    }
}
