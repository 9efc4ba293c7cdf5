using System.IO.Compression;

namespace Mibsp.Domain.Evidence.Cleaning.Documents;

/// <summary>
/// Guesses by telling words what a PDF says of itself. For the citizen's list only: the document is drawn anew and none of this
/// is carried over. Asking <c>mat2</c> for the list would start it twice.
/// </summary>
internal static class PdfTags
{
    private const int MostUnfolded = 4 * 1024 * 1024;
    private const int MostStreams = 200;
    private static readonly (byte[] Word, FoundMetadata Kind)[] _words =
    [
        ([.. "/CreationDate"u8], FoundMetadata.Time),
        ([.. "/ModDate"u8], FoundMetadata.Time),
        ([.. "/LastModified"u8], FoundMetadata.Time),
        ([.. "/Author"u8], FoundMetadata.Author),
        ([.. "/Title"u8], FoundMetadata.Text),
        ([.. "/Subject"u8], FoundMetadata.Text),
        ([.. "/Keywords"u8], FoundMetadata.Text),
        ([.. "/Annot"u8], FoundMetadata.Text),
        ([.. "/Creator"u8], FoundMetadata.Program),
        ([.. "/Producer"u8], FoundMetadata.Program),
        ([.. "/PieceInfo"u8], FoundMetadata.Program),
        ([.. "/LPTS"u8], FoundMetadata.Location),
        ([.. "/JavaScript"u8], FoundMetadata.Attachment),
        ([.. "/EmbeddedFile"u8], FoundMetadata.Attachment),
        ([.. "/Launch"u8], FoundMetadata.Attachment),
        ([.. "/RichMedia"u8], FoundMetadata.Attachment),
        ([.. "/XFA"u8], FoundMetadata.Attachment),
    ];

    internal static void Read(ReadOnlyMemory<byte> file, HashSet<FoundMetadata> found)
    {
        ReadWords(file.Span, found);
        int at = 0;
        int next;
        for (int streams = 0; streams < MostStreams && (next = NextTelling(file.Span[at..])) >= 0; streams++)
        {
            at += next;
            int start = file.Span[at..].IndexOf("stream"u8);
            if (start < 0)
            {
                return;
            }

            at += start + 6;
            ReadWords(Unfold(file[PdfInspection.AfterLineBreak(file.Span, at)..]), found);
        }
    }

    // Streams of objects hold the properties, of metadata an XMP packet.
    private static int NextTelling(ReadOnlySpan<byte> file)
    {
        int objects = file.IndexOf("/ObjStm"u8);
        int metadata = file.IndexOf("/Metadata"u8);
        return objects < 0 || metadata < 0 ? Math.Max(objects, metadata) : Math.Min(objects, metadata);
    }

    private static void ReadWords(ReadOnlySpan<byte> bytes, HashSet<FoundMetadata> found)
    {
        foreach ((byte[] word, FoundMetadata kind) in _words)
        {
            if (!found.Contains(kind) && bytes.IndexOf(word) >= 0)
            {
                found.Add(kind);
            }
        }

        if (bytes.IndexOf("<x:xmpmeta"u8) >= 0 || bytes.IndexOf("<rdf:RDF"u8) >= 0)
        {
            found.UnionWith(Pictures.XmpReader.Read(bytes));
        }
    }

    private static byte[] Unfold(ReadOnlyMemory<byte> data)
    {
        using var folded = PdfInspection.Over(data);
        using var unfolding = new ZLibStream(folded, CompressionMode.Decompress);
        var unfolded = new byte[MostUnfolded];
        try
        {
            return unfolded[..unfolding.ReadAtLeast(unfolded, MostUnfolded, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }
}
