namespace Mibsp.Domain.Evidence.Cleaning.Documents;

/// <summary>
/// The sound of an MP3 and nothing else: its frames, one after the other. Tags of every kind (ID3, APE, Lyrics3) lie before or
/// behind them, and the first frame often is no sound but a note of the program that made the file.
/// </summary>
internal static class Mp3Sound
{
    private const int TagHeader = 10;
    private const int FewestFrames = 2;
    private static readonly byte[][] _tagsBehind = [[.. "TAG"u8], [.. "APETAGEX"u8], [.. "LYRICSBEGIN"u8], [.. "ID3"u8]];

    internal static bool IsSound(ReadOnlySpan<byte> file) => Find(file, out _);

    /// <summary>Null when there is no sound. What else was in the file is added to <paramref name="found"/>.</summary>
    internal static byte[]? Only(ReadOnlySpan<byte> file, HashSet<FoundMetadata> found)
    {
        if (!Find(file, out Range frames))
        {
            return null;
        }

        found.UnionWith(MediaTags.Read(file[..frames.Start.Value]));
        found.UnionWith(MediaTags.Read(file[frames.End.Value..].TrimStart((byte)0)));
        ReadOnlySpan<byte> sound = file[frames];
        int first = Mp3Frames.LengthOfFrame(sound);
        if (IsNote(sound[..first]))
        {
            found.Add(FoundMetadata.Program);
            sound = sound[first..];
        }

        return sound.ToArray();
    }

    // Frames must follow one another without a gap, from the end of the tags before to the end or to a tag that is known.
    private static bool Find(ReadOnlySpan<byte> file, out Range frames)
    {
        frames = default;
        int start = 0;
        while (file[start..].StartsWith("ID3"u8))
        {
            if (LengthOfTag(file[start..]) is not { } tag)
            {
                return false;
            }

            start += tag;
        }

        int at = start;
        int count = 0;
        while (Mp3Frames.LengthOfFrame(file[at..]) is > 0 and int length && length <= file.Length - at)
        {
            at += length;
            count++;
        }

        frames = start..at;
        return count >= FewestFrames && IsNothingOrTag(file[at..]);
    }

    private static int? LengthOfTag(ReadOnlySpan<byte> file)
    {
        if (file.Length < TagHeader || file[6..TagHeader].ContainsAnyInRange((byte)0x80, (byte)0xFF))
        {
            return null;
        }

        int length = TagHeader + ((file[6] << 21) | (file[7] << 14) | (file[8] << 7) | file[9]);
        return length <= file.Length ? length : null;
    }

    private static bool IsNothingOrTag(ReadOnlySpan<byte> rest)
    {
        ReadOnlySpan<byte> told = rest.TrimStart((byte)0);
        foreach (byte[] tag in _tagsBehind)
        {
            if (told.StartsWith(tag))
            {
                return true;
            }
        }

        return told.IsEmpty;
    }

    private static bool IsNote(ReadOnlySpan<byte> frame) => frame.IndexOf("Xing"u8) >= 0 || frame.IndexOf("Info"u8) >= 0 || frame.IndexOf("VBRI"u8) >= 0;
}
