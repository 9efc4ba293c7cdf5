using System.Buffers.Binary;

namespace Mibsp.Domain.Evidence.Cleaning.Pictures;

/// <summary>
/// Rebuilds a JPEG from what a decoder needs: tables, frame and scans, a bare JFIF header and Adobe's colour transform.
/// Comments, every other application segment (and with Exif the note which way up the camera was held) and whatever follows
/// the picture are left out.
/// </summary>
internal static class JpegMetadata
{
    private const byte Soi = 0xD8;
    private const byte Eoi = 0xD9;
    private const byte Sos = 0xDA;
    private const byte Dqt = 0xDB;
    private const byte Dri = 0xDD;
    private const byte Dht = 0xC4;
    private const byte Dac = 0xCC;
    private const byte App0 = 0xE0;
    private const byte App15 = 0xEF;
    private const byte Com = 0xFE;

    internal static byte[] Remove(ReadOnlySpan<byte> file, List<FoundMetadata> found)
    {
        DamagedFileException.Unless(file.StartsWith((ReadOnlySpan<byte>)[0xFF, Soi]));
        var picture = new JpegPicture();
        using var body = new MemoryStream(file.Length);
        int at = 2;
        while (true)
        {
            byte marker = NextMarker(file, ref at);
            if (marker == Eoi)
            {
                break;
            }

            ReadOnlySpan<byte> payload = Payload(file, at);
            at += 2 + payload.Length;
            if (marker is (>= App0 and <= App15) or Com)
            {
                JpegSegments.Inspect(marker, payload, picture, found);
                continue;
            }

            Check(marker, payload, picture);
            WriteSegment(body, marker, payload);
            if (marker == Sos)
            {
                int end = EndOfScan(file, at);
                picture.Frame!.CheckScan(++picture.Scans, end - at);
                body.Write(file[at..end]);
                at = end;
            }
        }

        DamagedFileException.Unless(picture is { Frame: not null, Scans: > 0 });
        if (at < file.Length)
        {
            found.Add(FoundMetadata.TrailingData);
        }

        return Assemble(picture, body);
    }

    internal static void WriteSegment(MemoryStream target, byte marker, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = [0xFF, marker, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)(payload.Length + 2));
        target.Write(head);
        target.Write(payload);
    }

    private static byte[] Assemble(JpegPicture picture, MemoryStream body)
    {
        using var whole = new MemoryStream((int)body.Length + 128);
        whole.Write([0xFF, Soi]);
        picture.WriteHeaders(whole);
        body.WriteTo(whole);
        whole.Write([0xFF, Eoi]);
        return whole.ToArray();
    }

    private static byte NextMarker(ReadOnlySpan<byte> file, ref int at)
    {
        DamagedFileException.Unless(at < file.Length && file[at] == 0xFF);
        while (at < file.Length && file[at] == 0xFF)
        {
            at++;
        }

        DamagedFileException.Unless(at < file.Length);
        return file[at++];
    }

    private static ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> file, int at)
    {
        DamagedFileException.Unless(file.Length - at >= 2);
        int length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
        DamagedFileException.Unless(length >= 2 && length <= file.Length - at);
        return file.Slice(at + 2, length - 2);
    }

    // In coded data FF is followed by 00 (a plain FF) or by a restart marker; anything else ends the scan.
    private static int EndOfScan(ReadOnlySpan<byte> file, int at)
    {
        while (true)
        {
            int next = file[at..].IndexOf((byte)0xFF);
            DamagedFileException.Unless(next >= 0 && at + next + 1 < file.Length);
            at += next;
            if (file[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }

            at += 2;
        }
    }

    private static void Check(byte marker, ReadOnlySpan<byte> payload, JpegPicture picture)
    {
        switch (marker)
        {
            case Sos:
                DamagedFileException.Unless(picture.Frame is not null && payload.Length >= 6 && payload.Length == 4 + (2 * payload[0]));
                break;
            case Dqt:
                DamagedFileException.Unless(JpegSegments.AreQuantisationTables(payload));
                break;
            case Dht:
                DamagedFileException.Unless(JpegSegments.AreHuffmanTables(payload));
                break;
            case Dri:
                DamagedFileException.Unless(payload.Length == 2);
                break;
            case Dac:
                DamagedFileException.Unless(payload.Length is > 0 and <= 64 && payload.Length % 2 == 0);
                break;
            case >= 0xC0 and <= 0xCF and not (0xC8 or 0xC5 or 0xC6 or 0xC7 or 0xCD or 0xCE or 0xCF):
                DamagedFileException.Unless(picture.Frame is null);
                picture.Frame = JpegFrame.Read(marker, payload);
                break;
            default:
                throw new DamagedFileException(); // Hierarchical pictures, reserved markers: no camera or browser makes them.
        }
    }
}
