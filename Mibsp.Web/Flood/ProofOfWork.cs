using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Mibsp.Web.Flood;

/// <summary>
/// The work a page does before it may write: for each of sixteen puzzles a number whose SHA-256, together with the form's nonce,
/// begins with enough zero bits. Sixteen small ones instead of a large one, so that nobody is unlucky for long: of a hundred
/// people one waits twice the average, and not five times. wwwroot/js/work.js solves them.
/// </summary>
internal static class ProofOfWork
{
    public const int Puzzles = 16;
    public const int MostBits = 24;

    private const int NonceBytes = 16;
    private const int LongestAnswer = Puzzles * 11;

    /// <summary>Whether the answer (the numbers, joined by dots) solves all puzzles of this nonce.</summary>
    public static bool IsSolved(Guid nonce, int bits, string? answer)
    {
        Span<Range> parts = stackalloc Range[Puzzles + 1];
        if (answer is not { Length: > 0 and <= LongestAnswer } || answer.AsSpan().Split(parts, '.') != Puzzles)
        {
            return false;
        }

        for (var puzzle = 0; puzzle < Puzzles; puzzle++)
        {
            if (!uint.TryParse(answer.AsSpan(parts[puzzle]), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || !Fits(nonce, puzzle, number, bits))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether this number solves this puzzle: SHA-256 over 24 bytes, which is a single block of it.</summary>
    public static bool Fits(Guid nonce, int puzzle, uint number, int bits)
    {
        Span<byte> text = stackalloc byte[NonceBytes + 8];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        nonce.TryWriteBytes(text, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(text[NonceBytes..], puzzle);
        BinaryPrimitives.WriteUInt32BigEndian(text[(NonceBytes + 4)..], number);
        SHA256.HashData(text, hash);
        return BitOperations.LeadingZeroCount(BinaryPrimitives.ReadUInt32BigEndian(hash)) >= bits;
    }
}
