using System.Buffers.Binary;

namespace Mibsp.Domain.Evidence.Cleaning.Pictures;

/// <summary>The size a JPEG declares, and how much coded data so much picture needs at the very least.</summary>
internal sealed class JpegFrame
{
    /// <summary>Each scan of a progressive picture goes over all its pixels again. Cameras and programs need ten or so.</summary>
    internal const int MostScans = 64;

    private const long MostPixelsInScans = 2_000_000_000;
    private readonly bool _isHuffman;
    private readonly int _width;
    private readonly int _height;
    private readonly int _across;
    private readonly int _down;

    private JpegFrame(byte marker, ReadOnlySpan<byte> payload)
    {
        _isHuffman = marker is 0xC0 or 0xC1 or 0xC2;
        _height = BinaryPrimitives.ReadUInt16BigEndian(payload[1..]);
        _width = BinaryPrimitives.ReadUInt16BigEndian(payload[3..]);
        for (int at = 6; at < payload.Length; at += 3)
        {
            (int across, int down) = (payload[at + 1] >> 4, payload[at + 1] & 15);
            DamagedFileException.Unless(across is >= 1 and <= 4 && down is >= 1 and <= 4);
            (_across, _down) = (Math.Max(_across, across), Math.Max(_down, down));
        }
    }

    internal static JpegFrame Read(byte marker, ReadOnlySpan<byte> payload)
    {
        DamagedFileException.Unless(payload.Length >= 6 && payload[5] is >= 1 and <= 4 && payload.Length == 6 + (3 * payload[5]));
        var frame = new JpegFrame(marker, payload);
        ImageMetadata.CheckSize(frame._width, frame._height);
        return frame;
    }

    /// <summary>
    /// Refuses a small file that would make a decoder work for a huge picture: the first scan spends at least one bit on each
    /// group of blocks, and there are not many scans.
    /// </summary>
    internal void CheckScan(int number, long codedBytes)
    {
        DamagedFileException.Unless(codedBytes > 0);
        if (number > MostScans || number * (long)_width * _height > MostPixelsInScans)
        {
            throw new DamagedFileException(EvidenceRefusal.TooComplex);
        }

        DamagedFileException.Unless(number > 1 || !_isHuffman || codedBytes * 8 >= Groups);
    }

    private long Groups => (long)Up(_width, 8 * _across) * Up(_height, 8 * _down);

    private static int Up(int length, int unit) => (length + unit - 1) / unit;
}
