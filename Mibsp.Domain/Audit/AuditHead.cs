namespace Mibsp.Domain.Audit;

/// <summary>The end of the record. One row; whoever appends holds its lock (<see cref="HeadLock"/>) until commit, so that numbers have no gaps.</summary>
public sealed class AuditHead
{
    public const int OnlyId = 1;

    private AuditHead() { } // EF

    public int Id { get; private set; }

    /// <summary>The last entry's number; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>The last entry's chain hash; 32 zero bytes before the first.</summary>
    public byte[] ChainHash { get; private set; } = [];

    /// <summary>Counted up to take the row's lock in a way that every database understands.</summary>
    public long Locks { get; private set; }

    /// <summary>Counted up with whatever complaints are filed by (<see cref="Filing.TownReading"/>): whoever has read that sees here whether it is still so.</summary>
    public long Town { get; private set; }

    internal static object Seed => new { Id = OnlyId, Sequence = 0L, ChainHash = new byte[32], Locks = 0L, Town = 0L };
}
