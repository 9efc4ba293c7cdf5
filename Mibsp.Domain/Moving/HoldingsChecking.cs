using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Moving;

/// <summary>What an installation holds and whether it is whole. <see cref="Unreadable"/> is null when nothing was opened.</summary>
public sealed record Holdings(
    AuditVerdict Record, string LastHash, int Complaints, int Erased, int Files, int FilesMissing, IReadOnlyList<string> KeysMissing, int? Unreadable)
{
    public bool AreWhole => Record.Holds && FilesMissing == 0 && KeysMissing.Count == 0 && Unreadable is null or 0;
}

/// <summary>Looks whether database, evidence and key ring belong together, as after a restore or a move. Changes nothing.</summary>
public sealed class HoldingsChecking(
    AuditVerification verification, IDbContextFactory<MibspDbContext> contexts, KeyRing ring, ComplaintKeeping keeping, EvidenceStore store)
{
    private const int AtATime = 200;

    /// <param name="open">Whether every complaint's text and every file is decrypted, too: takes as long as reading all of it.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<Holdings> CheckAsync(bool open, CancellationToken ct)
    {
        var record = await verification.VerifyAsync(ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var head = await db.AuditHeads.AsNoTracking().Select(h => h.ChainHash).SingleOrDefaultAsync(ct);
        var (complaints, kept) = (await db.Complaints.CountAsync(ct), await db.ComplaintKeys.CountAsync(ct));
        var needed = await db.ComplaintKeys.Select(k => k.KekId).Distinct().OrderBy(id => id).ToListAsync(ct);
        var named = await db.EvidenceFiles.Select(e => e.StoredName).ToListAsync(ct);
        var there = store.KeptNames().ToHashSet(StringComparer.Ordinal);
        return new Holdings(
            record, Convert.ToHexStringLower(head ?? []), complaints, complaints - kept, named.Count, named.Count(name => !there.Contains(name)),
            [.. needed.Except(ring.Ids)], open ? await CountUnreadableAsync(ct) : null);
    }

    private async Task<int> CountUnreadableAsync(CancellationToken ct)
    {
        var (unreadable, after) = (0, Guid.Empty);
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            var keys = await db.ComplaintKeys.AsNoTracking().Where(k => k.ComplaintId > after).OrderBy(k => k.ComplaintId).Take(AtATime).ToListAsync(ct);
            if (keys.Count == 0)
            {
                return unreadable;
            }

            foreach (var key in keys)
            {
                unreadable += await OpensAsync(db, key, ct) ? 0 : 1;
            }

            after = keys[^1].ComplaintId;
        }
    }

    private async Task<bool> OpensAsync(MibspDbContext db, ComplaintKey key, CancellationToken ct)
    {
        try
        {
            using var cipher = keeping.Open(key);
            var story = await db.ComplaintContents.AsNoTracking().SingleOrDefaultAsync(c => c.ComplaintId == key.ComplaintId, ct);
            story?.Read(cipher);
            foreach (var file in await db.EvidenceFiles.AsNoTracking().Where(e => e.ComplaintId == key.ComplaintId).ToListAsync(ct))
            {
                CryptographicOperations.ZeroMemory(await store.OpenAsync(file.StoredName, file.ReadKey(cipher), ct));
            }

            return story is not null;
        }
        catch (Exception fault) when (fault is KeyRingException or SealBrokenException or EvidenceUnreadableException)
        {
            return false;
        }
    }
}
