using System.Buffers.Binary;
using System.Text;

namespace Mibsp.Tests.Load;

/// <summary>As much of MessagePack as the messages between a browser and a circuit use.</summary>
internal static class Pack
{
    /// <summary>A message as it is sent: its length, then its content.</summary>
    public static byte[] Message(params object?[] parts)
    {
        using var content = new MemoryStream();
        Write(content, parts);
        using var whole = new MemoryStream();
        for (var length = (uint)content.Length; ; length >>= 7)
        {
            whole.WriteByte((byte)(length > 127 ? length & 127 | 128 : length));
            if (length <= 127)
            {
                break;
            }
        }

        content.WriteTo(whole);
        return whole.ToArray();
    }

    /// <summary>The messages in what was received; bytes are not copied.</summary>
    public static IEnumerable<object?[]> Messages(ReadOnlyMemory<byte> received)
    {
        var at = 0;
        while (at < received.Length)
        {
            var (length, shift) = (0, 0);
            byte digit;
            do
            {
                digit = received.Span[at++];
                length |= (digit & 127) << shift;
                shift += 7;
            }
            while (digit > 127);
            var end = at + length;
            yield return (object?[])Read(received, ref at)!;
            at = end;
        }
    }

    private static void Write(Stream to, object? value)
    {
        switch (value)
        {
            case null: to.WriteByte(0xc0); break;
            case bool b: to.WriteByte(b ? (byte)0xc3 : (byte)0xc2); break;
            case int or long: Number(to, 0xd3, Convert.ToInt64(value, null), 8); break;
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                Number(to, 0xdb, bytes.Length, 4);
                to.Write(bytes);
                break;
            case Headers: to.WriteByte(0x80); break;
            case object?[] items:
                Number(to, 0xdd, items.Length, 4);
                foreach (var item in items)
                {
                    Write(to, item);
                }

                break;
            default: throw new NotSupportedException(value.GetType().Name);
        }
    }

    private static void Number(Stream to, byte code, long value, int size)
    {
        Span<byte> big = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(big, value);
        to.WriteByte(code);
        to.Write(big[(8 - size)..]);
    }

    private static object? Read(ReadOnlyMemory<byte> from, ref int at)
    {
        var code = from.Span[at++];
        return code switch
        {
            <= 0x7f => (long)code,
            <= 0x8f => Map(from, ref at, code & 15),
            <= 0x9f => Array(from, ref at, code & 15),
            <= 0xbf => Text(from, ref at, code & 31),
            0xc0 => null,
            0xc2 => false,
            0xc3 => true,
            0xc4 => Bytes(from, ref at, (int)Unsigned(from, ref at, 1)),
            0xc5 => Bytes(from, ref at, (int)Unsigned(from, ref at, 2)),
            0xc6 => Bytes(from, ref at, (int)Unsigned(from, ref at, 4)),
            0xcc or 0xcd or 0xce or 0xcf => (long)Unsigned(from, ref at, 1 << (code - 0xcc)),
            0xd0 or 0xd1 or 0xd2 or 0xd3 => (long)Unsigned(from, ref at, 1 << (code - 0xd0)),
            0xd9 => Text(from, ref at, (int)Unsigned(from, ref at, 1)),
            0xda => Text(from, ref at, (int)Unsigned(from, ref at, 2)),
            0xdb => Text(from, ref at, (int)Unsigned(from, ref at, 4)),
            0xdc => Array(from, ref at, (int)Unsigned(from, ref at, 2)),
            0xdd => Array(from, ref at, (int)Unsigned(from, ref at, 4)),
            0xde => Map(from, ref at, (int)Unsigned(from, ref at, 2)),
            >= 0xe0 => (long)(sbyte)code,
            _ => throw new NotSupportedException($"{code:x2}"),
        };
    }

    private static ulong Unsigned(ReadOnlyMemory<byte> from, ref int at, int size)
    {
        ulong value = 0;
        foreach (var digit in from.Span.Slice(at, size))
        {
            value = value << 8 | digit;
        }

        at += size;
        return value;
    }

    private static ReadOnlyMemory<byte> Bytes(ReadOnlyMemory<byte> from, ref int at, int size)
    {
        at += size;
        return from.Slice(at - size, size);
    }

    private static string Text(ReadOnlyMemory<byte> from, ref int at, int size)
    {
        at += size;
        return Encoding.UTF8.GetString(from.Span.Slice(at - size, size));
    }

    private static object?[] Array(ReadOnlyMemory<byte> from, ref int at, int count)
    {
        var items = new object?[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = Read(from, ref at);
        }

        return items;
    }

    private static Headers Map(ReadOnlyMemory<byte> from, ref int at, int count)
    {
        for (var i = 0; i < 2 * count; i++)
        {
            Read(from, ref at);
        }

        return Headers.None;
    }

    /// <summary>The headers of a message; there are never any.</summary>
    internal enum Headers
    {
        None,
    }
}
