namespace Mibsp.Domain.Nodes;

/// <summary>
/// A key that seals forms, drafts and sessions, for all nodes that share the database. Sealed as a whole, its days included, under a secret
/// that lies in a file outside the database.
/// </summary>
public sealed class ProtectionKey
{
    public const int SealedMaxLength = 16 * 1024;

    private ProtectionKey() { } // EF

    internal ProtectionKey(int place, byte[] whole) => (Place, Sealed) = (place, whole);

    /// <summary>From 1, without gaps. Who adds one says which place it is to have, so that of two nodes only one can.</summary>
    public int Place { get; private set; }

    public byte[] Sealed { get; private set; } = [];
}
