using System.Security.Cryptography;
using System.Text;

namespace Mibsp.Domain.Cryptography;

/// <summary>
/// Seals the keys of forms, drafts and sessions for the database (AES-256-GCM), so that neither it nor a backup of it opens any of
/// them. Each is bound to its place.
/// </summary>
public sealed class ProtectionSeal
{
    /// <summary>The name of the secret's file, without its ending. All nodes have the same.</summary>
    public const string FileName = "protection";

    private readonly byte[] _secret;

    public ProtectionSeal(ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, KeyFile.SecretLength, nameof(secret));
        _secret = secret.ToArray();
    }

    internal byte[] Seal(int place, string key)
    {
        var plain = Encoding.UTF8.GetBytes(key);
        var whole = SealedBytes.Seal(plain, _secret, BoundTo(place));
        CryptographicOperations.ZeroMemory(plain);
        return whole;
    }

    /// <exception cref="KeyRingException">Changed, moved, or sealed under another secret.</exception>
    internal string Open(int place, ReadOnlySpan<byte> whole)
        => SealedBytes.TryOpen(whole, _secret, BoundTo(place), out var plain) ? Encoding.UTF8.GetString(plain) : throw KeyRingException.Foreign(FileName);

    private static string BoundTo(int place) => $"mibsp/protection/v1/{place}";
}
