namespace Mibsp.Domain.Evidence.Cleaning.Pictures;

/// <summary>Guesses by telling names what an XMP packet says. For the citizen's list only; the packet is removed whole.</summary>
internal static class XmpReader
{
    internal static List<FoundMetadata> Read(ReadOnlySpan<byte> packet)
    {
        var found = new List<FoundMetadata>();
        NoteIf(packet, FoundMetadata.Location, found, "GPSLatitude"u8, "GPSLongitude"u8, "Location"u8);
        NoteIf(packet, FoundMetadata.Camera, found, "tiff:Make"u8, "tiff:Model"u8, "SerialNumber"u8);
        NoteIf(packet, FoundMetadata.Time, found, "CreateDate"u8, "ModifyDate"u8, "DateTimeOriginal"u8);
        NoteIf(packet, FoundMetadata.Author, found, "dc:creator"u8, "dc:rights"u8, "Artist"u8);
        NoteIf(packet, FoundMetadata.Text, found, "dc:description"u8, "dc:title"u8, "UserComment"u8);
        if (found.Count == 0)
        {
            found.Add(FoundMetadata.Other);
        }

        return found;
    }

    private static void NoteIf(ReadOnlySpan<byte> packet, FoundMetadata kind, List<FoundMetadata> found,
        ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        if (packet.IndexOf(first) >= 0 || packet.IndexOf(second) >= 0 || packet.IndexOf(third) >= 0)
        {
            found.Add(kind);
        }
    }
}
