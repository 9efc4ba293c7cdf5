using System.Buffers.Binary;
using System.Text;

namespace Mibsp.Domain.Evidence.Cleaning.Documents;

/// <summary>The boxes an MP4 is made of: a length, four letters, and content that may be boxes again.</summary>
internal static class Mp4Boxes
{
    internal const int MostBoxes = 20_000;
    internal const int Deepest = 8;

    internal readonly record struct Box(string Name, Range Whole, Range Content);

    /// <summary>Null when the boxes do not fill the bytes exactly: something is cut off, or lies behind.</summary>
    internal static List<Box>? Read(ReadOnlySpan<byte> bytes, int offset = 0)
    {
        var boxes = new List<Box>();
        int at = 0;
        while (at < bytes.Length)
        {
            ReadOnlySpan<byte> rest = bytes[at..];
            if (rest.Length < 8 || boxes.Count == MostBoxes)
            {
                return null;
            }

            ulong length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            int head = 8;
            if (length == 1 && rest.Length >= 16)
            {
                length = BinaryPrimitives.ReadUInt64BigEndian(rest[8..]);
                head = 16;
            }

            if (length < (ulong)head || length > (ulong)rest.Length)
            {
                return null;
            }

            int end = offset + at + (int)length;
            boxes.Add(new Box(Encoding.Latin1.GetString(rest[4..8]), (offset + at)..end, (offset + at + head)..end));
            at += (int)length;
        }

        return boxes;
    }

    /// <summary>A film has one index and some data; nothing else is asked of it here.</summary>
    internal static bool IsFilm(ReadOnlySpan<byte> file) =>
        Read(file) is { } boxes && boxes.Count(box => box.Name == "moov") == 1 && boxes.Any(box => box.Name == "mdat");
}
