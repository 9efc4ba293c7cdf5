using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Filing;

/// <summary>Removes files that were put into the store for a change that was then not saved.</summary>
internal static class KeptInVain
{
    /// <summary>
    /// The database is asked first: when the connection breaks at the commit, what looks like a failure may have been saved,
    /// and a file that a complaint holds is never deleted here.
    /// </summary>
    public static async Task DropAsync(IDbContextFactory<MibspDbContext> contexts, EvidenceStore store, List<KeptEvidence> kept)
    {
        if (kept.Count == 0)
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        foreach (var file in kept)
        {
            if (!await db.EvidenceFiles.AnyAsync(e => e.StoredName == file.Name, CancellationToken.None))
            {
                store.DeleteKept(file.Name);
            }
        }
    }
}
