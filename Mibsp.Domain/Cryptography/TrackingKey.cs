using System.Security.Cryptography;
using System.Text;
using Mibsp.Domain.Tracking;

namespace Mibsp.Domain.Cryptography;

/// <summary>
/// Turns a tracking ID into what the database may keep of it. Keyed, so that a stolen database without the key file cannot
/// be searched for an ID; not slow, because 90 random bits cannot be guessed at any speed.
/// </summary>
public sealed class TrackingKey
{
    /// <summary>The length of a hash, for the column that holds it.</summary>
    public const int HashLength = HMACSHA256.HashSizeInBytes;

    private static readonly byte[] _domain = Encoding.ASCII.GetBytes("mibsp/tracking/v1\0");
    private readonly byte[] _secret;

    public TrackingKey(ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, KeyFile.SecretLength, nameof(secret));
        _secret = secret.ToArray();
    }

    /// <summary>HMAC-SHA256 over the purpose, a zero byte and the twenty canonical symbols; further reports add their number as a byte.</summary>
    public byte[] Hash(TrackingId id)
    {
        byte[] message = [.. _domain, .. Encoding.ASCII.GetBytes(id.Symbols)];
        message = id.Report == 0 ? message : [.. message, (byte)id.Report];
        return HMACSHA256.HashData(_secret, message);
    }
}
