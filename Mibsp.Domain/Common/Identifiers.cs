using System.Security.Cryptography;

namespace Mibsp.Domain.Common;

/// <summary>
/// Makes the ids of complaints and of all that hangs on them. They are random (RFC 9562, version 4) and not
/// version 7, because a version 7 id tells to the millisecond when a citizen wrote.
/// </summary>
public static class Identifiers
{
    /// <summary>122 random bits as a version 4 UUID.</summary>
    public static Guid Random()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
