using System.Buffers.Binary;
using System.Text;

namespace Mibsp.Domain.Evidence.Cleaning.Pictures;

/// <summary>Which chunks of a WebP are the picture itself, and whether their sizes agree.</summary>
internal sealed class WebPPicture
{
    private const byte AlphaFlag = 0x10;
    private const int ExtendedLength = 10;
    private (int Width, int Height)? _canvas;
    private (int Width, int Height)? _picture;
    private bool _hasAlpha;

    internal bool IsComplete => _picture is not null && (_canvas is null || _canvas == _picture);

    internal bool IsKept(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        switch (Encoding.Latin1.GetString(name))
        {
            case "VP8X":
                DamagedFileException.Unless(_canvas is null && _picture is null && data.Length == ExtendedLength);
                _canvas = (1 + ReadUInt24(data[4..]), 1 + ReadUInt24(data[7..]));
                ImageMetadata.CheckSize(_canvas.Value.Width, _canvas.Value.Height);
                return true;
            case "ALPH":
                DamagedFileException.Unless(_canvas is not null && _picture is null && !_hasAlpha && data.Length > 1);
                return _hasAlpha = true;
            case "VP8 ":
                Take(SizeOfLossy(data));
                return true;
            case "VP8L":
                Take(SizeOfLossless(data));
                return true;
            case "ANIM" or "ANMF":
                throw new DamagedFileException(EvidenceRefusal.NotAllowed);
            default:
                // Before anything else there is VP8X or the picture, or it is no WebP.
                DamagedFileException.Unless(_canvas is not null || _picture is not null);
                return false;
        }
    }

    /// <summary>The extended header announces what else is in the file: after cleaning, transparency at most.</summary>
    internal static ReadOnlySpan<byte> Extended(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data) =>
        name.SequenceEqual("VP8X"u8) ? (byte[])[(byte)(data[0] & AlphaFlag), 0, 0, 0, .. data[4..]] : data;

    private void Take((int Width, int Height) size)
    {
        DamagedFileException.Unless(_picture is null);
        ImageMetadata.CheckSize(size.Width, size.Height);
        _picture = size;
    }

    private static (int Width, int Height) SizeOfLossy(ReadOnlySpan<byte> data)
    {
        DamagedFileException.Unless(data.Length > 10 && (data[0] & 1) == 0 && data[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]));
        int firstPartition = ReadUInt24(data) >> 5;
        DamagedFileException.Unless(firstPartition <= data.Length - 10);
        return (BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF);
    }

    private static (int Width, int Height) SizeOfLossless(ReadOnlySpan<byte> data)
    {
        DamagedFileException.Unless(data.Length > 5 && data[0] == 0x2F && data[4] >> 5 == 0);
        uint packed = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
        return ((int)(packed & 0x3FFF) + 1, (int)((packed >> 14) & 0x3FFF) + 1);
    }

    private static int ReadUInt24(ReadOnlySpan<byte> data) => data[0] | (data[1] << 8) | (data[2] << 16);
}
