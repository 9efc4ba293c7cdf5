using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Nodes;

/// <summary>
/// The keys of forms, drafts and sessions in the database. Not asynchronous, because the framework asks for them within a request that
/// cannot wait otherwise: at the start, and then once a day.
/// </summary>
public sealed class ProtectionKeyStore(IDbContextFactory<MibspDbContext> contexts, ProtectionSeal seal)
{
    /// <summary>All of them, in their places.</summary>
    /// <exception cref="KeyRingException">They were sealed under another secret than this node has.</exception>
    public IReadOnlyList<string> Read()
    {
        using var db = contexts.CreateDbContext();
        var kept = db.ProtectionKeys.AsNoTracking().OrderBy(k => k.Place).ToList();
        return [.. kept.Select(k => seal.Open(k.Place, k.Sealed))];
    }

    /// <summary>Adds one behind those that were read. False when another node has added one meanwhile.</summary>
    public bool TryAdd(int place, string key)
    {
        using var db = contexts.CreateDbContext();
        db.Add(new ProtectionKey(place, seal.Seal(place, key)));
        try
        {
            db.SaveChanges();
            return true;
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (db.ProtectionKeys.Any(k => k.Place == place))
            {
                return false;
            }

            throw;
        }
    }
}
