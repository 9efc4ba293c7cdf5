namespace Mibsp.Domain.Tracking;

/// <summary>
/// A shortened Reed-Solomon code over GF(32): two check symbols after eighteen. Any two code words differ in at least three
/// places, so one or two wrong symbols anywhere, and therefore every swap of two, are always noticed.
/// </summary>
internal static class CheckSymbols
{
    internal const int Length = 20;
    private const int First = Length - 2;
    private const int Second = Length - 1;

    // The two sums of a valid word. Not zero, so that twenty equal symbols ("0000-…") are no valid ID.
    private const byte PlainSum = 21;
    private const byte WeightedSum = 9;
    private static readonly byte[] _powers = PowersOfTwo();

    /// <summary>Fills in the last two of the twenty values.</summary>
    internal static void Append(Span<byte> values)
    {
        (int plain, int weighted) = Sums(values[..First]);
        plain ^= PlainSum;
        weighted ^= WeightedSum;

        // Solves first + second = plain and first·w + second·v = weighted, with w and v the weights of the two places.
        int determinant = _powers[First] ^ _powers[Second];
        int first = Divide(weighted ^ Multiply(_powers[Second], plain), determinant);
        values[First] = (byte)first;
        values[Second] = (byte)(plain ^ first);
    }

    internal static bool AreRight(ReadOnlySpan<byte> values) => Sums(values) == (PlainSum, WeightedSum);

    private static (int Plain, int Weighted) Sums(ReadOnlySpan<byte> values)
    {
        int plain = 0;
        int weighted = 0;
        for (int i = 0; i < values.Length; i++)
        {
            plain ^= values[i];
            weighted ^= Multiply(values[i], _powers[i]);
        }

        return (plain, weighted);
    }

    private static int Multiply(int left, int right)
    {
        int product = 0;
        for (; right > 0; right >>= 1)
        {
            product ^= (right & 1) == 1 ? left : 0;
            left <<= 1;
            left ^= left > 31 ? 0b100101 : 0; // x^5 + x^2 + 1, which makes every place's weight different
        }

        return product;
    }

    private static int Divide(int value, int by) => Enumerable.Range(0, 32).First(answer => Multiply(answer, by) == value);

    private static byte[] PowersOfTwo()
    {
        var powers = new byte[Length];
        powers[0] = 1;
        for (int i = 1; i < Length; i++)
        {
            powers[i] = (byte)Multiply(powers[i - 1], 2);
        }

        return powers;
    }
}
