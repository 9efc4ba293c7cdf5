using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Keys;

/// <summary>Sees at start that the key ring fits the database, so that a wrong backup shows at once and not at the first complaint that is opened.</summary>
public sealed class KeyRingChecking(IDbContextFactory<MibspDbContext> contexts, KeyRing ring)
{
    /// <summary>
    /// Makes the ring's first key when the database holds no wrapped key. Otherwise every key that the database needs must be
    /// there and open one complaint's key: nothing is ever made anew beside data that needs the old.
    /// </summary>
    /// <exception cref="KeyRingException">It does not fit; the message says what to restore.</exception>
    /// <exception cref="KeyFileException">A key file is damaged.</exception>
    public async Task CheckAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var used = await db.ComplaintKeys.Select(k => k.KekId).Distinct().OrderBy(id => id).ToListAsync(ct);
        if (used.Count == 0)
        {
            ring.MakeFirst();
            return;
        }

        if (used.Except(ring.Ids).ToList() is { Count: > 0 } missing)
        {
            throw KeyRingException.Missing(ring.Folder, missing);
        }

        foreach (var id in used)
        {
            var key = await db.ComplaintKeys.AsNoTracking().Where(k => k.KekId == id).OrderBy(k => k.ComplaintId).FirstOrDefaultAsync(ct);
            if (key is not null)
            {
                ring.Unwrap(id, key.Wrapped, key.ComplaintId).Dispose();
            }
        }
    }
}
