namespace Mibsp.Domain.Evidence.Cleaning.Documents;

/// <summary>Recognises MP3 by its frames, because anything may follow an ID3 tag.</summary>
internal static class Mp3Frames
{
    private static readonly int[] _newRates = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] _oldRates = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    private static readonly int[] _samples = [44_100, 48_000, 32_000];

    /// <summary>The length of the layer III frame that begins here; 0 when none does.</summary>
    internal static int LengthOfFrame(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes[0] != 0xFF || (bytes[1] & 0xE0) != 0xE0)
        {
            return 0;
        }

        int version = (bytes[1] >> 3) & 3; // 3 is MPEG 1, 2 is MPEG 2, 0 is MPEG 2.5
        int rate = bytes[2] >> 4;
        int sample = (bytes[2] >> 2) & 3;
        if (((bytes[1] >> 1) & 3) != 1 || version == 1 || rate is 0 or 15 || sample == 3)
        {
            return 0;
        }

        bool isNew = version == 3;
        int frequency = _samples[sample] >> (isNew ? 0 : version == 2 ? 1 : 2);
        int kilobits = (isNew ? _newRates : _oldRates)[rate];
        return ((isNew ? 144_000 : 72_000) * kilobits / frequency) + ((bytes[2] >> 1) & 1);
    }
}
