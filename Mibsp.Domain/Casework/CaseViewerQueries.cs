using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Casework;

/// <summary>Gives names to those who have a case open, by the access rule: to nobody who may not see it, and of nobody who may not.</summary>
public sealed class CaseViewerQueries(IDbContextFactory<MibspDbContext> contexts)
{
    /// <summary>The names of the <paramref name="others"/>, by name.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(Guid complaintId, IReadOnlyList<Actor> others, Actor actor, CancellationToken ct)
    {
        if (others.Count == 0)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await db.Complaints.ReadableBy(actor).AnyAsync(c => c.Id == complaintId, ct))
        {
            return [];
        }

        var allowed = new List<Guid>();
        foreach (var other in others)
        {
            if (await db.Complaints.ReadableBy(other).AnyAsync(c => c.Id == complaintId, ct))
            {
                allowed.Add(other.UserId);
            }
        }

        return await db.Users.Where(u => allowed.Contains(u.Id) && !u.IsDisabled).OrderBy(u => u.DisplayName).Select(u => u.DisplayName).ToListAsync(ct);
    }
}
