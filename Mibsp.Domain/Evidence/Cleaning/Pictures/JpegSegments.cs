namespace Mibsp.Domain.Evidence.Cleaning.Pictures;

/// <summary>Looks into single JPEG segments: what was in those left out, and whether the tables kept are tables and nothing else.</summary>
internal static class JpegSegments
{
    private const int JfifLength = 14;
    private const int AdobeLength = 12;

    /// <summary>Notes what an application segment or a comment tells, and keeps the few bytes of it that pixels depend on.</summary>
    internal static void Inspect(byte marker, ReadOnlySpan<byte> payload, JpegPicture picture, List<FoundMetadata> found)
    {
        switch (marker)
        {
            case 0xE0:
                InspectJfif(payload, picture, found);
                break;
            case 0xE1 when payload.StartsWith("Exif\0"u8):
                found.AddRange(ExifReader.Read(payload.Length > 6 ? payload[6..] : []));
                break;
            case 0xE1:
                found.AddRange(XmpReader.Read(payload));
                break;
            case 0xE2 when payload.StartsWith("ICC_PROFILE\0"u8):
                found.Add(FoundMetadata.ColourProfile);
                break;
            case 0xED or 0xFE:
                found.Add(FoundMetadata.Text);
                break;
            case 0xEE when payload.StartsWith("Adobe"u8) && payload.Length >= AdobeLength:
                picture.AdobeColours = payload[AdobeLength - 1];
                NoteIfLonger(payload, AdobeLength, found);
                break;
            default:
                found.Add(FoundMetadata.Other);
                break;
        }
    }

    internal static bool AreQuantisationTables(ReadOnlySpan<byte> payload)
    {
        while (!payload.IsEmpty)
        {
            int length = 1 + (payload[0] >> 4 == 0 ? 64 : 128);
            if (payload[0] >> 4 > 1 || (payload[0] & 15) > 3 || payload.Length < length)
            {
                return false;
            }

            payload = payload[length..];
        }

        return true;
    }

    internal static bool AreHuffmanTables(ReadOnlySpan<byte> payload)
    {
        while (!payload.IsEmpty)
        {
            if (payload.Length < 17 || payload[0] >> 4 > 1 || (payload[0] & 15) > 3)
            {
                return false;
            }

            int symbols = 0;
            foreach (byte count in payload[1..17])
            {
                symbols += count;
            }

            if (symbols > 256 || payload.Length < 17 + symbols)
            {
                return false;
            }

            payload = payload[(17 + symbols)..];
        }

        return true;
    }

    private static void InspectJfif(ReadOnlySpan<byte> payload, JpegPicture picture, List<FoundMetadata> found)
    {
        if (payload.StartsWith("JFIF\0"u8) && payload.Length >= JfifLength)
        {
            picture.IsJfif = true;
        }

        if (payload.Length > JfifLength || payload.StartsWith("JFXX\0"u8))
        {
            found.Add(FoundMetadata.Thumbnail);
        }
    }

    private static void NoteIfLonger(ReadOnlySpan<byte> payload, int length, List<FoundMetadata> found)
    {
        if (payload.Length > length)
        {
            found.Add(FoundMetadata.Other);
        }
    }
}
