using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Keys;

/// <summary>Locks a new complaint with a key of its own, and opens the key of one that is there.</summary>
public sealed class ComplaintKeeping(KeyRing ring)
{
    /// <summary>
    /// Wraps a new complaint's key. Within the transaction that files it, under the record's lock: a rotation waits for that
    /// lock, so that no key is saved under a key of the ring that was replaced meanwhile.
    /// </summary>
    public void Wrap(ComplaintKey key, ComplaintCipher cipher)
    {
        var (id, wrapped) = ring.Wrap(cipher);
        key.Wrap(id, wrapped);
    }

    /// <summary>The complaint's cipher, for the caller to dispose of, or null when the complaint was erased.</summary>
    /// <exception cref="KeyRingException">The key ring lacks the key, or the wrapped key was changed.</exception>
    public async Task<ComplaintCipher?> OpenAsync(MibspDbContext db, Guid complaintId, CancellationToken ct)
        => await db.ComplaintKeys.AsNoTracking().SingleOrDefaultAsync(k => k.ComplaintId == complaintId, ct) is { } key ? Open(key) : null;

    internal ComplaintCipher Open(ComplaintKey key) => ring.Unwrap(key.KekId, key.Wrapped, key.ComplaintId);
}
