using System.Buffers.Binary;

namespace Mibsp.Domain.Evidence.Cleaning.Pictures;

/// <summary>
/// Reads just enough of Exif (a TIFF directory) to tell the citizen what was in it. It decides nothing about removal: a block
/// it cannot read goes all the same.
/// </summary>
internal static class ExifReader
{
    private const int MostEntries = 512;
    private const int EntryLength = 12;
    private const ushort OrientationTag = 0x0112;
    private const ushort ExifPointer = 0x8769;
    private const ushort GpsPointer = 0x8825;

    internal static IReadOnlyCollection<FoundMetadata> Read(ReadOnlySpan<byte> tiff)
    {
        var found = new HashSet<FoundMetadata>();
        bool isLittle = tiff.StartsWith("II"u8);
        if (tiff.Length >= 8 && (isLittle || tiff.StartsWith("MM"u8)))
        {
            long first = ReadUInt32(tiff[4..], isLittle);
            long details = ReadDirectory(tiff, first, isLittle, found, out long next);
            ReadDirectory(tiff, details, isLittle, found, out _);
            if (next != 0)
            {
                found.Add(FoundMetadata.Thumbnail);
            }
        }

        if (found.Count == 0)
        {
            found.Add(FoundMetadata.Other);
        }

        return found;
    }

    private static long ReadDirectory(ReadOnlySpan<byte> tiff, long at, bool isLittle, HashSet<FoundMetadata> found, out long next)
    {
        long details = 0;
        next = 0;
        if (at < 8 || at > tiff.Length - 2)
        {
            return 0;
        }

        int count = Math.Min((int)ReadUInt16(tiff[(int)at..], isLittle), MostEntries);
        int entry = (int)at + 2;
        for (int i = 0; i < count && entry <= tiff.Length - EntryLength; i++, entry += EntryLength)
        {
            ushort tag = ReadUInt16(tiff[entry..], isLittle);
            if (tag == OrientationTag)
            {
                if (ReadUInt16(tiff[(entry + 8)..], isLittle) is > 1 and <= 8) // 1 is upright
                {
                    found.Add(FoundMetadata.Orientation);
                }
            }
            else if (tag == ExifPointer)
            {
                details = ReadUInt32(tiff[(entry + 8)..], isLittle);
            }
            else
            {
                Note(tag, found);
            }
        }

        next = entry <= tiff.Length - 4 ? ReadUInt32(tiff[entry..], isLittle) : 0;
        return details;
    }

    private static void Note(ushort tag, HashSet<FoundMetadata> found)
    {
        FoundMetadata? kind = tag switch
        {
            GpsPointer => FoundMetadata.Location,
            0x010F or 0x0110 or 0x927C or (>= 0xA431 and <= 0xA435) => FoundMetadata.Camera,
            0x0132 or 0x9003 or 0x9004 or (>= 0x9010 and <= 0x9012) => FoundMetadata.Time,
            0x013B or 0x8298 or 0x9C9D or 0xA430 => FoundMetadata.Author,
            0x010E or 0x9286 or 0x9C9B or 0x9C9C or 0x9C9E or 0x9C9F => FoundMetadata.Text,
            0x0131 or 0x013C or 0xA420 => FoundMetadata.Other,
            _ => null,
        };
        if (kind is { } told)
        {
            found.Add(told);
        }
    }

    private static ushort ReadUInt16(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint ReadUInt32(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
