using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Nodes;

/// <summary>By which nodes know of one another: a row for each, which it writes itself.</summary>
public sealed class NodeKeeping(IDbContextFactory<MibspDbContext> contexts)
{
    /// <summary>What was written is told in steps: a row tells of a flood, and hardly ever of somebody's single act.</summary>
    public const int Step = 10;

    /// <summary>Says that this node is alive and how much was written on it, and reads what the others say.</summary>
    public async Task<IReadOnlyList<NodeSign>> BeatAsync(Guid id, long written, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var (beat, told) = (RandomNumberGenerator.GetInt32(int.MaxValue), written - (written % Step));
        var known = await db.LiveNodes.Where(n => n.Id == id)
            .ExecuteUpdateAsync(s => s.SetProperty(n => n.Beat, beat).SetProperty(n => n.Written, told), ct);
        if (known == 0)
        {
            db.Add(new LiveNode(id, beat, told));
            await db.SaveChangesAsync(ct);
        }

        return await db.LiveNodes.Where(n => n.Id != id).OrderBy(n => n.Id).Select(n => new NodeSign(n.Id, n.Beat, n.Written)).ToListAsync(ct);
    }

    /// <summary>Removes a node that stopped, or one that was silent for long and says no more than it did.</summary>
    public async Task RemoveAsync(Guid id, int? lastBeat, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.LiveNodes.Where(n => n.Id == id && (lastBeat == null || n.Beat == lastBeat)).ExecuteDeleteAsync(ct);
    }
}
