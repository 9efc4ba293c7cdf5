using System.Buffers.Binary;

namespace Mibsp.Domain.Evidence.Cleaning;

/// <summary>What an Exif block tells, and which way up the picture is (1 when it does not say).</summary>
internal sealed record Exif(int Orientation, IReadOnlyCollection<FoundMetadata> Found);

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

    internal static Exif Read(ReadOnlySpan<byte> tiff)
    {
        var found = new HashSet<FoundMetadata>();
        int orientation = 1;
        bool isLittle = tiff.StartsWith("II"u8);
        if (tiff.Length >= 8 && (isLittle || tiff.StartsWith("MM"u8)))
        {
            long first = ReadUInt32(tiff[4..], isLittle);
            long details = ReadDirectory(tiff, first, isLittle, found, ref orientation, out long next);
            int ignored = 1;
            ReadDirectory(tiff, details, isLittle, found, ref ignored, out _);
            if (next != 0)
            {
                found.Add(FoundMetadata.Thumbnail);
            }
        }

        if (found.Count == 0 && orientation == 1)
        {
            found.Add(FoundMetadata.Other);
        }

        return new Exif(orientation, found);
    }

    /// <summary>A directory with one entry.</summary>
    internal static byte[] OrientationOnly(int orientation) =>
    [
        (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, // big endian, directory at 8
        0, 1, // one entry
        OrientationTag >> 8, OrientationTag & 255, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, // one number of two bytes
        0, 0, 0, 0, // no further directory
    ];

    private static long ReadDirectory(ReadOnlySpan<byte> tiff, long at, bool isLittle, HashSet<FoundMetadata> found, ref int orientation, out long next)
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
                int value = ReadUInt16(tiff[(entry + 8)..], isLittle);
                orientation = value is >= 1 and <= 8 ? value : 1;
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
