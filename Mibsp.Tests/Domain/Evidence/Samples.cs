using System.Buffers.Binary;
using Mibsp.Domain.Evidence.Cleaning;
using Mibsp.Domain.Evidence.Cleaning.Documents;
using Mibsp.Domain.Evidence.Cleaning.Pictures;

namespace Mibsp.Tests.Domain.Evidence;

/// <summary>
/// Small real files (24 by 16 pixels, made with ImageMagick, cwebp and exiftool). The rich ones carry Exif with GPS, XMP,
/// comments and a thumbnail; <see cref="Marks"/> are words and bytes that must not survive.
/// </summary>
internal static class Samples
{
    internal static readonly string[] Marks =
        ["Nokia3310", "SecretCam", "Asha", "my office", "secretcomment", "secretkeyword", "2026:01:02", "adobe:ns", "xap", "8BIM", "GPS", "xmp"];

    internal static byte[] Read(string name)
    {
        using Stream file = typeof(Samples).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }

    internal static bool Contains(byte[] file, string mark) => file.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(mark)) >= 0;

    /// <summary>Bytes that look random and are the same each time.</summary>
    internal static byte[] Noise(int length, uint seed)
    {
        var bytes = new byte[length];
        uint state = seed;
        for (int i = 0; i < length; i++)
        {
            state = (state * 1664525) + 1013904223;
            bytes[i] = (byte)(state >> 24);
        }

        return bytes;
    }

    /// <summary>Everything that a decoder makes pixels of, cut out of a JPEG by other means than the code under test: frame, tables and scans.</summary>
    internal static byte[] JpegPixels(byte[] file)
    {
        var kept = new List<byte>();
        int at = 2;
        while (at < file.Length && file[at + 1] != 0xD9)
        {
            int length = 2 + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2));
            byte marker = file[at + 1];
            int end = at + length;
            while (marker == 0xDA && !(file[end] == 0xFF && file[end + 1] != 0 && file[end + 1] is < 0xD0 or > 0xD7))
            {
                end++;
            }

            if (marker is < 0xE0 and not 0xFE)
            {
                kept.AddRange(file[at..end]);
            }

            at = end;
        }

        return [.. kept];
    }

    internal static List<(string Name, byte[] Data)> PngChunks(byte[] file)
    {
        var chunks = new List<(string, byte[])>();
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            chunks.Add((System.Text.Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]));
            at += length + 12;
            if (chunks[^1].Item1 == "IEND")
            {
                break;
            }
        }

        return chunks;
    }

    internal static List<(string Name, byte[] Data)> WebPChunks(byte[] file)
    {
        var chunks = new List<(string, byte[])>();
        for (int at = 12; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 4));
            chunks.Add((System.Text.Encoding.ASCII.GetString(file, at, 4), file[(at + 8)..(at + 8 + length)]));
            at += 8 + length + (length & 1);
        }

        return chunks;
    }

    internal static byte[] Chunk(string name, byte[] data)
    {
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(name), .. data];
        var whole = new byte[body.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(whole, data.Length);
        body.CopyTo(whole, 4);
        BinaryPrimitives.WriteUInt32BigEndian(whole.AsSpan(body.Length + 4), PngMetadata.Crc(body));
        return whole;
    }

    internal static byte[] Png(params (string Name, byte[] Data)[] chunks) =>
        [.. PngMetadata.Signature, .. chunks.SelectMany(chunk => Chunk(chunk.Name, chunk.Data))];

    internal static byte[] WebP(params (string Name, byte[] Data)[] chunks)
    {
        var file = new List<byte>([.. "RIFF\0\0\0\0WEBP"u8]);
        foreach ((string name, byte[] data) in chunks)
        {
            file.AddRange(System.Text.Encoding.ASCII.GetBytes(name));
            file.AddRange(BitConverter.GetBytes(data.Length));
            file.AddRange(data);
            file.AddRange(new byte[data.Length & 1]);
        }

        byte[] whole = [.. file];
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(4), whole.Length - 8);
        return whole;
    }

    internal static byte[] JpegSegment(byte marker, byte[] payload) =>
        [0xFF, marker, (byte)((payload.Length + 2) >> 8), (byte)(payload.Length + 2), .. payload];

    /// <summary>Puts bytes right after the start of a JPEG.</summary>
    internal static byte[] JpegWith(string name, params byte[][] segments)
    {
        byte[] file = Read(name);
        return [.. file[..2], .. segments.SelectMany(segment => segment), .. file[2..]];
    }
}
