using System.Buffers.Binary;

namespace Mibsp.Domain.Evidence.Cleaning.Documents;

/// <summary>
/// Blots out what an MP4 tells besides pictures and sound, without moving a byte: places that would shift keep their length.
/// It runs before <c>mat2</c>, because that one copies tracks of positions and times, and after it, for what that one leaves.
/// </summary>
internal static class Mp4Scrub
{
    private static readonly string[] _parents = ["moov", "trak", "mdia", "minf", "stbl", "mvex", "dinf", "edts", "moof", "traf"];
    private static readonly string[] _blotted = ["udta", "meta", "uuid", "free", "skip", "wide", "pdin", "sidx", "iods"];

    /// <summary>False when the file is no film. What was in it is added to <paramref name="found"/>.</summary>
    internal static bool Apply(Span<byte> file, HashSet<FoundMetadata> found) => Mp4Boxes.IsFilm(file) && Walk(file, .., 0, found);

    /// <summary>Says again what kind of file it is: after rewriting, sound alone is called a film.</summary>
    internal static byte[] Branded(EvidenceType type, byte[] file)
    {
        if (type is EvidenceType.M4a && file.AsSpan(4).StartsWith("ftyp"u8) && file.Length >= 12)
        {
            "M4A "u8.CopyTo(file.AsSpan(8));
        }

        return file;
    }

    private static bool Walk(Span<byte> file, Range range, int depth, HashSet<FoundMetadata> found)
    {
        (int start, int length) = range.GetOffsetAndLength(file.Length);
        if (depth > Mp4Boxes.Deepest || Mp4Boxes.Read(file.Slice(start, length), start) is not { } boxes)
        {
            return false;
        }

        foreach (Mp4Boxes.Box box in boxes)
        {
            Span<byte> content = file[box.Content];
            if (_blotted.Contains(box.Name))
            {
                found.UnionWith(MediaTags.Read(content));
                Blot(file[box.Whole], content);
            }
            else if (box.Name == "trak" && HandlerOf(file, box.Content) is not ("vide" or "soun"))
            {
                found.Add(FoundMetadata.Attachment);
                Blot(file[box.Whole], content);
            }
            else if (_parents.Contains(box.Name) ? !Walk(file, box.Content, depth + 1, found) : !Mend(box.Name, content, found))
            {
                return false;
            }
        }

        return true;
    }

    private static void Blot(Span<byte> whole, Span<byte> content)
    {
        "free"u8.CopyTo(whole[4..]);
        content.Clear();
    }

    /// <summary>What kind of track: pictures and sound stay.</summary>
    private static string? HandlerOf(ReadOnlySpan<byte> file, Range track)
    {
        foreach (string name in (string[])["mdia", "hdlr"])
        {
            (int start, int length) = track.GetOffsetAndLength(file.Length);
            Mp4Boxes.Box? inner = Mp4Boxes.Read(file.Slice(start, length), start)?.Where(box => box.Name == name).Cast<Mp4Boxes.Box?>().FirstOrDefault();
            if (inner is not { } box)
            {
                return null;
            }

            track = box.Content;
        }

        ReadOnlySpan<byte> handler = file[track];
        return handler.Length >= 12 ? System.Text.Encoding.Latin1.GetString(handler[8..12]) : null;
    }

    private static bool Mend(string name, Span<byte> content, HashSet<FoundMetadata> found)
    {
        switch (name)
        {
            case "mvhd" or "tkhd" or "mdhd":
                return ClearTimes(name, content, found);
            case "hdlr" when content.Length >= 24:
                Clear(content[4..8], found, FoundMetadata.Program);
                Clear(content[12..], found, FoundMetadata.Program);
                return true;
            case "stsd" when content.Length >= 8:
                NameNoCompressor(content[8..], found);
                return true;
            default:
                return true;
        }
    }

    // Version, flags, made at, changed at; in version 1 the two times take eight bytes each.
    private static bool ClearTimes(string name, Span<byte> content, HashSet<FoundMetadata> found)
    {
        int times = content.Length > 0 && content[0] == 1 ? 16 : 8;
        if (content.Length < 4 + times + 12)
        {
            return false;
        }

        Clear(content.Slice(4, times), found, FoundMetadata.Time);
        if (name == "mdhd")
        {
            Span<byte> language = content.Slice(4 + times + (times == 16 ? 12 : 8), 2);
            BinaryPrimitives.WriteUInt16BigEndian(language, 0x55C4); // "und"
        }

        return true;
    }

    // A picture's description holds the name of its encoder in 32 bytes, fifty bytes in.
    private static void NameNoCompressor(Span<byte> entries, HashSet<FoundMetadata> found)
    {
        if (entries.Length >= 86 && (entries[4..8].SequenceEqual("avc1"u8) || entries[4..8].SequenceEqual("hvc1"u8)
            || entries[4..8].SequenceEqual("hev1"u8) || entries[4..8].SequenceEqual("mp4v"u8) || entries[4..8].SequenceEqual("av01"u8)))
        {
            Clear(entries.Slice(50, 32), found, FoundMetadata.Program);
        }
    }

    private static void Clear(Span<byte> bytes, HashSet<FoundMetadata> found, FoundMetadata kind)
    {
        if (bytes.ContainsAnyExcept((byte)0))
        {
            found.Add(kind);
            bytes.Clear();
        }
    }
}
