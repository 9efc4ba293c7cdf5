using System.Buffers.Binary;
using System.Text;

namespace Mibsp.Tests.Load;

/// <summary>As much of what a circuit draws as is needed to find what can be clicked.</summary>
internal static class Drawing
{
    private const int Offsets = 20;
    private const int FrameSize = 20;
    private const int Attribute = 3;

    /// <summary>The handler of the last element that is drawn with this event; null where there is none.</summary>
    public static ulong? HandlerOf(ReadOnlySpan<byte> drawn, string name)
    {
        var offsets = drawn[^Offsets..];
        var frames = Whole(offsets, 4);
        var strings = drawn[Whole(offsets, 16)..^Offsets];
        ulong? found = null;
        for (var i = 0; i < Whole(drawn, frames); i++)
        {
            var frame = drawn.Slice(frames + 4 + (i * FrameSize), FrameSize);
            if (Whole(frame, 0) == Attribute && BinaryPrimitives.ReadUInt64LittleEndian(frame[12..]) is > 0 and var handler && Text(drawn, strings, Whole(frame, 4)) == name)
            {
                found = handler;
            }
        }

        return found;
    }

    private static int Whole(ReadOnlySpan<byte> from, int at) => BinaryPrimitives.ReadInt32LittleEndian(from[at..]);

    private static string Text(ReadOnlySpan<byte> drawn, ReadOnlySpan<byte> strings, int index)
    {
        var (at, length, shift) = (Whole(strings, 4 * index), 0, 0);
        byte digit;
        do
        {
            digit = drawn[at++];
            length |= (digit & 127) << shift;
            shift += 7;
        }
        while (digit > 127);
        return Encoding.UTF8.GetString(drawn.Slice(at, length));
    }
}
