namespace Mibsp.Domain.Audit;

/// <summary>What <see cref="AuditEntry"/> commits to: who, which complaint, what exactly. May be erased, never changed.</summary>
public sealed class AuditDetail
{
    public const int JsonMaxLength = 4000;

    private AuditDetail() { } // EF

    internal AuditDetail(long sequence, byte[] salt, AuditRecord record)
        => (Sequence, Salt, UserId, ComplaintId, Json) = (sequence, salt, record.Stamp.UserId, record.ComplaintId, record.Json);

    public long Sequence { get; private set; }

    /// <summary>32 random bytes; without them the commitment tells nothing about the details.</summary>
    public byte[] Salt { get; private set; } = [];

    public Guid? UserId { get; private set; }

    public Guid? ComplaintId { get; private set; }

    /// <summary>Small JSON object of codes and ids. Never what anybody wrote.</summary>
    public string Json { get; private set; } = "{}";
}
