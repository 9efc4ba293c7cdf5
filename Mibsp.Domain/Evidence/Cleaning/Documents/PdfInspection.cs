using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Mibsp.Domain.Evidence.Cleaning.Documents;

/// <summary>
/// Looks for what would make the real parser of a PDF work itself to death: locks, too many objects or pages, and streams that
/// unfold without end. It reads words, not syntax: what it overlooks meets the fence around the parser.
/// </summary>
internal static class PdfInspection
{
    internal const int MostObjects = 50_000;
    internal const int MostPages = 60;

    /// <summary>A scanned page of A4 at 600 points an inch, in colour, unfolds to 104 MB.</summary>
    internal const long MostUnfoldedInStream = 128 * 1024 * 1024;

    internal const long MostUnfolded = 256 * 1024 * 1024;

    private const int LongestDictionary = 4096;
    private const int MostLayers = 3;
    private const int BufferLength = 128 * 1024;

    /// <summary>Null when nothing was found.</summary>
    internal static EvidenceRefusal? WhyNot(ReadOnlyMemory<byte> file)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        if (bytes.IndexOf("/Encrypt"u8) >= 0)
        {
            return EvidenceRefusal.Locked;
        }

        bool isTooMuch = CountUpTo(bytes, " obj"u8, MostObjects) > MostObjects || CountPages(bytes) > MostPages || IsBomb(file);
        return isTooMuch ? EvidenceRefusal.TooComplex : null;
    }

    private static int CountPages(ReadOnlySpan<byte> bytes)
    {
        int all = CountUpTo(bytes, "/Type /Page"u8, MostObjects) + CountUpTo(bytes, "/Type/Page"u8, MostObjects);
        int trees = CountUpTo(bytes, "/Type /Pages"u8, MostObjects) + CountUpTo(bytes, "/Type/Pages"u8, MostObjects);
        return all - trees;
    }

    private static int CountUpTo(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> word, int most)
    {
        int count = 0;
        int at;
        while (count <= most && (at = bytes.IndexOf(word)) >= 0)
        {
            count++;
            bytes = bytes[(at + word.Length)..];
        }

        return count;
    }

    private static bool IsBomb(ReadOnlyMemory<byte> file)
    {
        long total = 0;
        int at = 0;
        int next;
        while ((next = file.Span[at..].IndexOf("stream"u8)) >= 0)
        {
            int word = at + next;
            at = word + 6;
            if (word >= 3 && file.Span.Slice(word - 3, 3).SequenceEqual("end"u8))
            {
                continue;
            }

            int layers = LayersBefore(file.Span, word);
            if (layers > MostLayers)
            {
                return true;
            }

            total += layers == 0 ? 0 : Unfold(file[AfterLineBreak(file.Span, at)..], layers, MostUnfoldedInStream);
            if (total > MostUnfolded)
            {
                return true;
            }
        }

        return false;
    }

    // How often the dictionary before a stream says that it is compressed.
    private static int LayersBefore(ReadOnlySpan<byte> file, int word)
    {
        ReadOnlySpan<byte> before = file[Math.Max(0, word - LongestDictionary)..word];
        ReadOnlySpan<byte> dictionary = before[Math.Max(0, before.LastIndexOf(" obj"u8))..];
        return CountUpTo(dictionary, "/FlateDecode"u8, MostLayers) + CountUpTo(dictionary, "/Fl "u8, MostLayers)
            + CountUpTo(dictionary, "/Fl]"u8, MostLayers) + CountUpTo(dictionary, "/Fl/"u8, MostLayers);
    }

    internal static int AfterLineBreak(ReadOnlySpan<byte> file, int at)
    {
        at += at < file.Length && file[at] == '\r' ? 1 : 0;
        return at + (at < file.Length && file[at] == '\n' ? 1 : 0);
    }

    // More than the limit when a single stream passes its own.
    private static long Unfold(ReadOnlyMemory<byte> data, int layers, long most)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        long length = 0;
        try
        {
            Stream stream = Over(data);
            for (int layer = 0; layer < layers; layer++)
            {
                stream = new ZLibStream(stream, CompressionMode.Decompress);
            }

            using (stream)
            {
                int read;
                while (length <= most && (read = stream.Read(buffer)) > 0)
                {
                    length += read;
                }
            }
        }
        catch (InvalidDataException)
        {
            // Not compressed after all, or cut off: what a parser makes of it is no more than this.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return length <= most ? length : long.MaxValue / 2;
    }

    internal static MemoryStream Over(ReadOnlyMemory<byte> data) => MemoryMarshal.TryGetArray(data, out ArraySegment<byte> part)
        ? new MemoryStream(part.Array!, part.Offset, part.Count, writable: false)
        : new MemoryStream(data.ToArray(), writable: false);
}
