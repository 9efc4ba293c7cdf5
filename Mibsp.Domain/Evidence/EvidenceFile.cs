using Mibsp.Domain.Common;
using Mibsp.Domain.Cryptography;

namespace Mibsp.Domain.Evidence;

/// <summary>A file that belongs to a complaint. The bytes lie encrypted in the evidence store; the name it came with is not kept.</summary>
public sealed class EvidenceFile
{
    private EvidenceFile() { } // EF

    /// <summary>Seals the file's key under the complaint's. The open one in <paramref name="kept"/> is the caller's to wipe, who may have to try again.</summary>
    public EvidenceFile(int number, KeptEvidence kept, Stamp stamp, ComplaintCipher cipher)
    {
        (Id, ComplaintId, Number, StoredName, Type, Size, Scan, By, On)
            = (Identifiers.Random(), cipher.ComplaintId, number, kept.Name, kept.Type, kept.Size, kept.Scan, stamp.By, stamp.On);
        SealedKey = cipher.SealRaw(Field, kept.Key);
    }

    public Guid Id { get; private set; }

    public Guid ComplaintId { get; private set; }

    /// <summary>Place in the complaint's timeline.</summary>
    public int Number { get; private set; }

    /// <summary>The random name in the store.</summary>
    public string StoredName { get; private set; } = "";

    /// <summary>The AES-256 key of this one file, sealed under the complaint's.</summary>
    public byte[] SealedKey { get; private set; } = [];

    public EvidenceType Type { get; private set; }

    /// <summary>Bytes, after cleaning.</summary>
    public long Size { get; private set; }

    public EvidenceScan Scan { get; private set; }

    public Party By { get; private set; }

    public DateOnly On { get; private set; }

    private string Field => $"evidence/{StoredName}";

    public byte[] ReadKey(ComplaintCipher cipher) => cipher.OpenRaw(Field, SealedKey);
}
