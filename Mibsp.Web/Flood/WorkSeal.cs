using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Mibsp.Web.Flood;

/// <summary>
/// Seals tokens with the keys that seal drafts, so that a form that was open while the server restarted can still be sent, and
/// one node's token counts at another.
/// </summary>
internal sealed class WorkSeal(IDataProtectionProvider protection, TimeProvider clock)
{
    private const int Length = 49;
    private const int LongestText = 1024;

    private readonly IDataProtector _protector = protection.CreateProtector("mibsp.work.v1");

    /// <summary>What a token is bound to: a digest, so that it holds no tracking ID.</summary>
    public static Guid FormOf(FormPurpose purpose, string form)
        => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}|{form}")).AsSpan(0, 16), bigEndian: true);

    public string Seal(WorkToken token)
    {
        var bytes = new byte[Length];
        token.Nonce.TryWriteBytes(bytes, bigEndian: true, out _);
        token.Form.TryWriteBytes(bytes.AsSpan(16), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(32), token.IssuedAt.ToUnixTimeSeconds());
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(40), token.NotBefore?.ToUnixTimeSeconds() ?? 0);
        bytes[48] = (byte)token.Bits;
        return Base64Url.EncodeToString(_protector.Protect(bytes));
    }

    /// <summary>The token, or null when it is damaged, foreign or too old.</summary>
    public WorkToken? Open(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > LongestText || !Base64Url.IsValid(text))
        {
            return null;
        }

        try
        {
            var bytes = _protector.Unprotect(Base64Url.DecodeFromChars(text));
            return bytes.Length == Length && Read(bytes) is { } token && clock.GetUtcNow() - token.IssuedAt < WorkToken.Lifetime ? token : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static WorkToken Read(ReadOnlySpan<byte> bytes)
    {
        var turn = BinaryPrimitives.ReadInt64BigEndian(bytes[40..]);
        return new WorkToken(
            new Guid(bytes[..16], bigEndian: true), DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes[32..])), bytes[48],
            new Guid(bytes[16..32], bigEndian: true), turn == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(turn));
    }
}
