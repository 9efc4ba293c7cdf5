using Mibsp.Domain.Common;

namespace Mibsp.Domain.Audit;

/// <summary>
/// One act in the append-only record. What is chained is this bare line and a salted commitment to the act's
/// details; the details themselves lie in <see cref="AuditDetail"/> and can be erased without breaking the chain.
/// </summary>
public sealed class AuditEntry
{
    private AuditEntry() { } // EF

    internal AuditEntry(long sequence, AuditRecord record, byte[] commitment)
        => (Sequence, Act, By, On, Commitment)
            = (sequence, record.Act, record.Stamp.By, record.Stamp.On, commitment);

    /// <summary>1, 2, 3 … without gaps.</summary>
    public long Sequence { get; private set; }

    public AuditAct Act { get; private set; }

    public Party By { get; private set; }

    public DateOnly On { get; private set; }

    /// <summary>HMAC-SHA256 of the details under the detail's salt.</summary>
    public byte[] Commitment { get; private set; } = [];

    /// <summary>SHA-256 of the chain before this entry and this entry's leaf hash.</summary>
    public byte[] ChainHash { get; internal set; } = [];
}
