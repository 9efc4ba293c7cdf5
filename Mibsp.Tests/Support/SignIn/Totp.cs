using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Mibsp.Tests.Support.SignIn;

/// <summary>The authenticator app of a test: RFC 6238 with SHA-1, six digits, half minutes.</summary>
public static class Totp
{
    private const string Symbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The code of now, or of so many half minutes later: each is good once, and the portal takes clocks that are a minute off.</summary>
    public static string Code(string key, int later = 0)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30) + later);
#pragma warning disable CA5350 // What authenticator apps do.
        var hash = HMACSHA1.HashData(Bytes(key), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(string key)
    {
        var (bytes, buffer, bits) = (new List<byte>(), 0, 0);
        foreach (var symbol in key.Where(char.IsLetterOrDigit))
        {
            buffer = (buffer << 5) | Symbols.IndexOf(symbol, StringComparison.Ordinal);
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
                buffer &= (1 << bits) - 1;
            }
        }

        return [.. bytes];
    }
}
