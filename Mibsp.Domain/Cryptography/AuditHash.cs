using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
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

    /// <summary>What is hashed is written here where it fits, which it nearly always does: the check of the record does so millions of times.</summary>
    private const int Room = 1024;

    /// <summary>HMAC-SHA256 under the salt over who, which complaint and what, a line each.</summary>
    public static byte[] Commit(ReadOnlySpan<byte> salt, Guid? userId, Guid? complaintId, string json)
    {
        Span<byte> room = stackalloc byte[Room];
        return Utf8.TryWrite(room, CultureInfo.InvariantCulture, $"mibsp/audit/detail/v1\n{Text(userId)}\n{Text(complaintId)}\n{json}", out var length)
            ? HMACSHA256.HashData(salt, room[..length])
            : HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes($"mibsp/audit/detail/v1\n{Text(userId)}\n{Text(complaintId)}\n{json}"));
    }

    /// <summary>SHA-256(0x00 ‖ entry), the entry as lines of UTF-8.</summary>
    public static byte[] Leaf(AuditEntry entry)
    {
        var leaf = new byte[Length];
        Leaf(entry, leaf);
        return leaf;
    }

    /// <summary>SHA-256(previous chain hash ‖ leaf hash).</summary>
    public static byte[] Chain(ReadOnlySpan<byte> previous, AuditEntry entry)
    {
        if (previous.Length != Length)
        {
            return SHA256.HashData([.. previous, .. Leaf(entry)]); // Tampered with: it may be of any length.
        }

        Span<byte> both = stackalloc byte[2 * Length];
        previous.CopyTo(both);
        Leaf(entry, both[Length..]);
        return SHA256.HashData(both);
    }

    private static void Leaf(AuditEntry entry, Span<byte> leaf)
    {
        Span<byte> room = stackalloc byte[Room];
        Span<char> commitment = stackalloc char[2 * Length];
        var isUsual = Convert.TryToHexStringLower(entry.Commitment, commitment, out var hex);
        if (isUsual && Utf8.TryWrite(
            room, CultureInfo.InvariantCulture, $"\0mibsp/audit/entry/v1\n{entry.Sequence}\n{entry.Act}\n{entry.By}\n{entry.On:yyyy-MM-dd}\n{commitment[..hex]}\n", out var length))
        {
            SHA256.HashData(room[..length], leaf);
            return;
        }

        // Only where somebody wrote into the record what the portal never does.
        var line = string.Create(CultureInfo.InvariantCulture,
            $"\0mibsp/audit/entry/v1\n{entry.Sequence}\n{entry.Act}\n{entry.By}\n{entry.On:yyyy-MM-dd}\n{Convert.ToHexStringLower(entry.Commitment)}\n");
        SHA256.HashData(Encoding.UTF8.GetBytes(line), leaf);
    }

    private static string Text(Guid? id) => id?.ToString("N") ?? "-";
}
