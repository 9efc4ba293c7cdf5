using System.Buffers.Binary;

namespace Mibsp.Domain.Evidence.Cleaning.Pictures;

/// <summary>
/// Rebuilds a WebP from its one coded picture and its transparency. Exif, XMP, colour profiles, unknown chunks and whatever
/// follows the picture are left out. Animations are refused: each frame would need the same care.
/// </summary>
internal static class WebPMetadata
{
    private const int HeadLength = 12;
    private const int MostChunks = 10_000;

    internal static byte[] Remove(ReadOnlySpan<byte> file, List<FoundMetadata> found)
    {
        DamagedFileException.Unless(file.Length >= HeadLength && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8));
        uint declared = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        DamagedFileException.Unless(declared % 2 == 0 && declared >= 12 && declared <= file.Length - 8);
        int end = (int)declared + 8;
        if (end < file.Length)
        {
            found.Add(FoundMetadata.TrailingData);
        }

        using var cleaned = new MemoryStream(file.Length);
        cleaned.Write(file[..HeadLength]);
        Copy(file[..end], cleaned, found);
        byte[] bytes = cleaned.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)bytes.Length - 8);
        return bytes;
    }

    private static void Copy(ReadOnlySpan<byte> file, MemoryStream cleaned, List<FoundMetadata> found)
    {
        var picture = new WebPPicture();
        int at = HeadLength;
        for (int chunks = 0; at < file.Length; chunks++)
        {
            DamagedFileException.Unless(chunks < MostChunks && file.Length - at >= 8);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            DamagedFileException.Unless(length <= file.Length - at - 8);
            int padded = (int)length + (int)(length & 1);
            DamagedFileException.Unless(padded <= file.Length - at - 8);
            ReadOnlySpan<byte> name = file.Slice(at, 4);
            ReadOnlySpan<byte> data = file.Slice(at + 8, (int)length);
            if (picture.IsKept(name, data))
            {
                Write(cleaned, name, WebPPicture.Extended(name, data));
            }
            else
            {
                Note(name, data, found);
            }

            at += 8 + padded;
        }

        DamagedFileException.Unless(picture.IsComplete);
    }

    private static void Write(MemoryStream target, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        target.Write(name);
        target.Write(length);
        target.Write(data);
        if (data.Length % 2 == 1)
        {
            target.WriteByte(0);
        }
    }

    private static void Note(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, List<FoundMetadata> found)
    {
        if (name.SequenceEqual("EXIF"u8))
        {
            found.AddRange(ExifReader.Read(data.StartsWith("Exif\0\0"u8) ? data[6..] : data));
        }
        else if (name.SequenceEqual("XMP "u8))
        {
            found.AddRange(XmpReader.Read(data));
        }
        else
        {
            found.Add(name.SequenceEqual("ICCP"u8) ? FoundMetadata.ColourProfile : FoundMetadata.Other);
        }
    }
}
