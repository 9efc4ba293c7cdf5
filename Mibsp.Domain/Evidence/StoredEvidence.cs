using System.Security.Cryptography;

namespace Mibsp.Domain.Evidence;

/// <summary>
/// A file uploaded before its complaint is submitted. The server forgets the key: it travels in the citizen's encrypted form,
/// so that a form given up leaves nothing readable behind.
/// </summary>
public sealed record StagedEvidence(
    string Name, byte[] Key, EvidenceType Type, long Size, IReadOnlyList<FoundMetadata> Found, EvidenceScan Scan = EvidenceScan.NotScanned);

/// <summary>A file that belongs to a complaint, with its key, which <see cref="EvidenceFile"/> seals. Whoever destroys the key has erased the file.</summary>
public sealed record KeptEvidence(string Name, byte[] Key, EvidenceType Type, long Size, EvidenceScan Scan = EvidenceScan.NotScanned)
{
    /// <summary>Once its key is saved, or never will be.</summary>
    public void Wipe() => CryptographicOperations.ZeroMemory(Key);
}

/// <summary>The file is gone, was changed, or the key is not its own. Says no more, because callers must answer all three alike.</summary>
public sealed class EvidenceUnreadableException() : Exception("A piece of evidence cannot be read.");
