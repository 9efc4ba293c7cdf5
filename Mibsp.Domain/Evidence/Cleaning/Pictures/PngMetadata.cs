using System.Buffers;
using System.Buffers.Binary;

namespace Mibsp.Domain.Evidence.Cleaning.Pictures;

/// <summary>
/// Rebuilds a PNG from its critical chunks and the four that change how pixels look (tRNS, gAMA, cHRM, sRGB). Texts, times,
/// Exif, colour profiles and whatever follows the picture are left out. Moving pictures are refused: they would lose all but one frame.
/// </summary>
internal static class PngMetadata
{
    private const int MostChunks = 100_000;
    private const int ChunkOverhead = 12;

    internal static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    internal static byte[] Remove(ReadOnlySpan<byte> file, List<FoundMetadata> found)
    {
        DamagedFileException.Unless(file.StartsWith(Signature));
        using var cleaned = new MemoryStream(file.Length);
        cleaned.Write(Signature);
        var order = new PngOrder();
        var data = new List<(int, int)>();
        ReadOnlySpan<byte> header = [];
        int at = Signature.Length;
        for (int chunks = 0; !order.HasEnded; chunks++)
        {
            DamagedFileException.Unless(chunks < MostChunks);
            ReadOnlySpan<byte> chunk = NextChunk(file, at);
            at += chunk.Length;
            ReadOnlySpan<byte> name = chunk[4..8];
            ReadOnlySpan<byte> content = chunk[8..^4];
            if (!order.IsKept(name, content))
            {
                Note(name, content, found);
                continue;
            }

            header = header.IsEmpty ? content : header;
            if (name.SequenceEqual("IDAT"u8))
            {
                data.Add(((int)cleaned.Length + 8, content.Length));
            }

            cleaned.Write(chunk);
        }

        if (at < file.Length)
        {
            found.Add(FoundMetadata.TrailingData);
        }

        PngPixels.Check(header, cleaned.GetBuffer(), data);
        return cleaned.ToArray();
    }

    /// <summary>The sum that closes every chunk: CRC-32 over its name and data.</summary>
    internal static uint Crc(ReadOnlySpan<byte> nameAndData)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in nameAndData)
        {
            crc = _crcTable[(crc ^ value) & 255] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static readonly uint[] _crcTable = [.. Enumerable.Range(0, 256).Select(CrcOfByte)];

    private static uint CrcOfByte(int value)
    {
        uint crc = (uint)value;
        for (int bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return crc;
    }

    private static ReadOnlySpan<byte> NextChunk(ReadOnlySpan<byte> file, int at)
    {
        DamagedFileException.Unless(file.Length - at >= ChunkOverhead);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
        DamagedFileException.Unless(length <= file.Length - at - ChunkOverhead);
        ReadOnlySpan<byte> chunk = file.Slice(at, (int)length + ChunkOverhead);
        DamagedFileException.Unless(!chunk[4..8].ContainsAnyExcept(_letters));
        DamagedFileException.Unless(BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]) == Crc(chunk[4..^4]));
        return chunk;
    }

    private static readonly SearchValues<byte> _letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static void Note(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, List<FoundMetadata> found)
    {
        if (name.SequenceEqual("eXIf"u8))
        {
            found.AddRange(ExifReader.Read(data));
        }
        else if (name.SequenceEqual("tEXt"u8) || name.SequenceEqual("zTXt"u8) || name.SequenceEqual("iTXt"u8))
        {
            NoteText(data, found);
        }
        else
        {
            found.Add(name.SequenceEqual("tIME"u8) ? FoundMetadata.Time
                : name.SequenceEqual("iCCP"u8) ? FoundMetadata.ColourProfile
                : FoundMetadata.Other);
        }
    }

    private static void NoteText(ReadOnlySpan<byte> data, List<FoundMetadata> found)
    {
        if (data.StartsWith("XML:com.adobe.xmp\0"u8))
        {
            found.AddRange(XmpReader.Read(data));
        }
        else
        {
            found.Add(data.StartsWith("Author\0"u8) || data.StartsWith("Copyright\0"u8) ? FoundMetadata.Author
                : data.StartsWith("Creation Time\0"u8) || data.StartsWith("date:"u8) ? FoundMetadata.Time
                : data.StartsWith("Software\0"u8) ? FoundMetadata.Other
                : FoundMetadata.Text);
        }
    }
}
