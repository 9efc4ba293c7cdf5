using System.Security.Cryptography;
using System.Text;

namespace Mibsp.Domain.Cryptography;

/// <summary>
/// Seals a whole file with AES-256-GCM under a key of its own. What the file is called is bound in, so that two sealed files
/// cannot be exchanged for one another. Layout: version (1), nonce (12), ciphertext, tag (16).
/// </summary>
internal static class SealedBytes
{
    internal const int KeyLength = 32;
    internal const int Overhead = 1 + NonceLength + TagLength;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const byte Version = 1;
    private const string Domain = "mibsp/sealed/v1\0";

    internal static byte[] Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> key, string boundTo) =>
        Seal(plain, key, boundTo, RandomNumberGenerator.GetBytes(NonceLength));

    /// <summary>With a given nonce: for the test vector only.</summary>
    internal static byte[] Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> key, string boundTo, ReadOnlySpan<byte> nonce)
    {
        var whole = new byte[plain.Length + Overhead];
        whole[0] = Version;
        nonce.CopyTo(whole.AsSpan(1));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plain, whole.AsSpan(1 + NonceLength, plain.Length), whole.AsSpan(^TagLength..), Associated(boundTo));
        return whole;
    }

    /// <summary>False when key, name or a single bit is not what it was; nothing of the content is given out then.</summary>
    internal static bool TryOpen(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> key, string boundTo, out byte[] plain)
    {
        plain = [];
        if (whole.Length < Overhead || whole[0] != Version || key.Length != KeyLength)
        {
            return false;
        }

        var opened = new byte[whole.Length - Overhead];
        try
        {
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(whole.Slice(1, NonceLength), whole[(1 + NonceLength)..^TagLength], whole[^TagLength..], opened, Associated(boundTo));
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }

        plain = opened;
        return true;
    }

    private static byte[] Associated(string boundTo) => Encoding.UTF8.GetBytes(Domain + boundTo);
}
