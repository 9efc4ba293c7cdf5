namespace Mibsp.Domain.Nodes;

/// <summary>
/// A process of the portal that runs, for the others to share the town's limits with. Says no time: who reads it sees that the beat is
/// another than it was.
/// </summary>
public sealed class LiveNode
{
    private LiveNode() { } // EF

    internal LiveNode(Guid id, int beat, long written) => (Id, Beat, Written) = (id, beat, written);

    /// <summary>Drawn anew at each start.</summary>
    public Guid Id { get; private set; }

    /// <summary>A random number, another one each second. Not counted, because a count would tell how long ago it was written.</summary>
    public int Beat { get; private set; }

    /// <summary>How much citizens have written here since the start, in steps of <see cref="NodeKeeping.Step"/>.</summary>
    public long Written { get; private set; }
}

/// <summary>What one node tells the others.</summary>
public sealed record NodeSign(Guid Id, int Beat, long Written);
