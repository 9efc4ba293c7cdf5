using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mibsp.Domain.Audit;

namespace Mibsp.Domain.Cryptography;

/// <summary>
/// The hashes of the record. An entry's leaf hash is that of RFC 6962, section 2.1 (SHA-256 over 0x00 and the entry),
/// so that the same entries can later be leaves of a Merkle tree; the chain hash is SHA-256 over the previous chain
/// hash and the leaf hash.
/// </summary>
public static class AuditHash
{
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>HMAC-SHA256 under the salt over who, which complaint and what, a line each.</summary>
    public static byte[] Commit(ReadOnlySpan<byte> salt, Guid? userId, Guid? complaintId, string json)
        => HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes($"mibsp/audit/detail/v1\n{Text(userId)}\n{Text(complaintId)}\n{json}"));

    /// <summary>SHA-256(0x00 ‖ entry), the entry as lines of UTF-8.</summary>
    public static byte[] Leaf(AuditEntry entry)
    {
        var line = string.Create(CultureInfo.InvariantCulture,
            $"\0mibsp/audit/entry/v1\n{entry.Sequence}\n{entry.Act}\n{entry.By}\n{entry.On:yyyy-MM-dd}\n{Convert.ToHexStringLower(entry.Commitment)}\n");
        return SHA256.HashData(Encoding.UTF8.GetBytes(line));
    }

    /// <summary>SHA-256(previous chain hash ‖ leaf hash).</summary>
    public static byte[] Chain(ReadOnlySpan<byte> previous, AuditEntry entry) => SHA256.HashData([.. previous, .. Leaf(entry)]);

    private static string Text(Guid? id) => id?.ToString("N") ?? "-";
}
