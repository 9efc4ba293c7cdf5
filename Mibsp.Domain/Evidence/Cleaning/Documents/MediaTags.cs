using System.Text;

namespace Mibsp.Domain.Evidence.Cleaning.Documents;

/// <summary>Guesses by the names of fields what the tags of sound and video say. For the citizen's list only; tags are removed whole.</summary>
internal static class MediaTags
{
    private static readonly (byte[] Name, FoundMetadata Kind)[] _names =
    [
        .. Named(FoundMetadata.Location, "©xyz", "loci", "location", "GPS"),
        .. Named(FoundMetadata.Camera, "©mak", "©mod", "quicktime.make", "quicktime.model"),
        .. Named(FoundMetadata.Time, "©day", "creationdate", "TDRC", "TYER", "TDAT", "TIME", "TDEN", "TDTG", "TDRL"),
        .. Named(FoundMetadata.Author, "©ART", "aART", "©wrt", "auth", "cprt", "perf", "TPE1", "TPE2", "TCOM", "TCOP", "TOWN", "Artist"),
        .. Named(FoundMetadata.Text, "©nam", "©cmt", "©alb", "titl", "dscp", "desc", "TIT1", "TIT2", "TIT3", "COMM", "TALB", "USLT", "TXXX", "Title", "Comment"),
        .. Named(FoundMetadata.Thumbnail, "covr", "thmb", "APIC", "Cover Art"),
        .. Named(FoundMetadata.Attachment, "GEOB", "PRIV"),
        .. Named(FoundMetadata.Program, "©too", "©swr", "©enc", "TSSE", "TENC"),
    ];

    internal static IEnumerable<FoundMetadata> Read(ReadOnlySpan<byte> tag)
    {
        var found = new HashSet<FoundMetadata>();
        foreach ((byte[] name, FoundMetadata kind) in _names)
        {
            if (tag.IndexOf(name) >= 0)
            {
                found.Add(kind);
            }
        }

        if (tag.StartsWith("TAG"u8))
        {
            found.Add(FoundMetadata.Text);
        }

        return found.Count > 0 || !tag.ContainsAnyExcept((byte)0) ? found : [FoundMetadata.Other];
    }

    private static IEnumerable<(byte[], FoundMetadata)> Named(FoundMetadata kind, params string[] names) =>
        names.Select(name => (Encoding.Latin1.GetBytes(name), kind));
}
