using System.Security.Cryptography;
using System.Text;
using Mibsp.Domain.Common;

namespace Mibsp.Domain.Nodes;

/// <summary>
/// A right to write once that was used, so that no other node takes it again. Says the day and two digests. What it was used for is keyed with
/// the token's nonce, which is kept nowhere: nobody can look for a tracking ID here.
/// </summary>
public sealed class SpentToken
{
    private static readonly byte[] _domain = Encoding.ASCII.GetBytes("mibsp/spent/v1\0");

    private SpentToken() { } // EF

    internal SpentToken(Guid nonce, string? use, DateOnly on)
    {
        Span<byte> bytes = stackalloc byte[16];
        nonce.TryWriteBytes(bytes, bigEndian: true, out _);
        Id = Short(SHA256.HashData([.. _domain, .. bytes]));

        // Without a use no other is the same: what is drawn here is never drawn again.
        Use = use is null ? Identifiers.Random() : Short(HMACSHA256.HashData(bytes, Encoding.UTF8.GetBytes(use)));
        SpentOn = on;
    }

    public Guid Id { get; private set; }

    public Guid Use { get; private set; }

    /// <summary>The municipal day, for the sweep.</summary>
    public DateOnly SpentOn { get; private set; }

    private static Guid Short(byte[] hash) => new(hash.AsSpan(0, 16), bigEndian: true);
}
