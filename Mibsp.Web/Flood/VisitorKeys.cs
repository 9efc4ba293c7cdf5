using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Mibsp.Domain.Common;

namespace Mibsp.Web.Flood;

/// <summary>Stands for an address during one day. Nothing leads back from it, and it has no text that could be logged.</summary>
public readonly record struct VisitorKey(UInt128 Value)
{
    public override string ToString() => "visitor";
}

/// <summary>
/// Turns addresses into keys with a salt that lives in memory and is replaced each municipal day. What was counted yesterday
/// cannot be joined with today, not even by us, and after a restart not even with an hour ago.
/// </summary>
internal sealed class VisitorKeys(MunicipalTime time)
{
    private readonly Lock _gate = new();
    private byte[] _salt = RandomNumberGenerator.GetBytes(32);
    private DateOnly _day = time.Today;

    public VisitorKey Of(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        plain?.TryWriteBytes(bytes, out _);
        if (plain?.AddressFamily is AddressFamily.InterNetworkV6)
        {
            // A household has 2^64 of them.
            bytes[8..].Clear();
        }

        var hash = HMACSHA256.HashData(Salt(), bytes);
        return new VisitorKey(new UInt128(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash, 8)));
    }

    private byte[] Salt()
    {
        var today = time.Today;
        lock (_gate)
        {
            if (_day != today)
            {
                CryptographicOperations.ZeroMemory(_salt);
                (_salt, _day) = (RandomNumberGenerator.GetBytes(32), today);
            }

            return [.. _salt];
        }
    }
}
