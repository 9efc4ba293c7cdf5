using Mibsp.Domain.Common;

namespace Mibsp.Domain.Evidence;

/// <summary>A file that belongs to a complaint. The bytes lie encrypted in the evidence store; the name it came with is not kept.</summary>
public sealed class EvidenceFile
{
    private EvidenceFile() { } // EF

    public EvidenceFile(Guid complaintId, int number, KeptEvidence kept, Stamp stamp)
        => (Id, ComplaintId, Number, StoredName, Key, Type, Size, Scan, By, On)
            = (Identifiers.Random(), complaintId, number, kept.Name, kept.Key, kept.Type, kept.Size, kept.Scan, stamp.By, stamp.On);

    public Guid Id { get; private set; }

    public Guid ComplaintId { get; private set; }

    /// <summary>Place in the complaint's timeline.</summary>
    public int Number { get; private set; }

    /// <summary>The random name in the store.</summary>
    public string StoredName { get; private set; } = "";

    /// <summary>AES-256 key of this one file.</summary>
    public byte[] Key { get; private set; } = [];

    public EvidenceType Type { get; private set; }

    /// <summary>Bytes, after cleaning.</summary>
    public long Size { get; private set; }

    public EvidenceScan Scan { get; private set; }

    public Party By { get; private set; }

    public DateOnly On { get; private set; }
}
