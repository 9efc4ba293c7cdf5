using System.Text;

namespace Mibsp.Tests.Domain.Evidence.Hostile;

/// <summary>A file as somebody might send it: what it is called, what is in it, and what is wrong with it.</summary>
public sealed record HostileFile(string Name, byte[] Bytes, string What);

/// <summary>
/// Broken and hostile files, the same ones each time: every sample damaged in every way, bombs, two things in one, lies about
/// sizes, and names that are none.
/// </summary>
internal static class HostileCorpus
{
    private static readonly string[] _samples =
    [
        "base.jpg", "prog.jpg", "cmyk.jpg", "rich.jpg", "base.png", "rich.png", "deep.png", "base.webp", "less.webp", "alpha.webp", "anim.webp",
        "rich.webp", "rich.pdf", "rich.mp3", "rich.m4a", "rich.mp4",
    ];

    private static readonly string[] _names =
    [
        "photo.jpg", "../../etc/passwd", "..\\..\\windows\\system32\\cmd.exe", "a\0b.png", "\u202Egpj.exe", new string('n', 5000) + ".pdf", "📷😱.webp",
        "CON", ".htaccess", "-rf", "a;rm -rf ~;.jpg", "<script>alert(1)</script>.png", "\"quoted\".pdf", "name\r\nX-Header: yes.jpg", " ", "विवरण.jpg",
    ];

    private static readonly byte[][] _tails =
    [
        [.. "PK\u0003\u0004"u8, .. new byte[26], .. "secretmark PK\u0005\u0006"u8, .. new byte[18]],
        [.. "<html><script>alert('secretmark')</script></html>"u8],
        [.. "<?php echo 'secretmark'; ?>"u8],
        [.. "\u007FELF secretmark"u8],
        [.. "\n%PDF-1.4\nsecretmark\nstartxref\n0\n%%EOF\n"u8],
    ];

    internal static IReadOnlyList<HostileFile> All { get; } =
        [.. Unnamed().Select((file, index) => new HostileFile(_names[index % _names.Length], file.Bytes, file.What))];

    private static IEnumerable<(string What, byte[] Bytes)> Unnamed()
    {
        foreach (string name in _samples)
        {
            byte[] sample = Samples.Read(name);
            foreach (var (what, bytes) in Cut(sample).Concat(Flipped(sample)).Concat(Lying(sample)).Concat(Shuffled(sample)).Concat(Joined(sample)))
            {
                yield return ($"{name}: {what}", bytes);
            }
        }

        foreach (var file in Bombs.Pictures().Concat(Bombs.Documents()).Concat(Bombs.Media()).Concat(NoFiles()))
        {
            yield return file;
        }
    }

    private static IEnumerable<(string, byte[])> Cut(byte[] sample)
    {
        int[] lengths = [4, 12, sample.Length / 4, sample.Length / 2, sample.Length * 3 / 4, sample.Length - 1];
        return lengths.Select(length => ($"cut after {length}", sample[..length]));
    }

    private static IEnumerable<(string, byte[])> Flipped(byte[] sample)
    {
        for (uint seed = 1; seed <= 6; seed++)
        {
            byte[] changed = [.. sample];
            byte[] noise = Samples.Noise(3 * (int)seed, seed * 77);
            for (int i = 0; i < noise.Length; i += 3)
            {
                changed[((noise[i] << 8) | noise[i + 1]) % changed.Length] ^= (byte)(1 << (noise[i + 2] & 7));
            }

            yield return ($"{seed} bits flipped", changed);
        }
    }

    private static IEnumerable<(string, byte[])> Lying(byte[] sample)
    {
        (int At, byte[] Lie)[] lies =
            [(4, [0xFF, 0xFF, 0xFF, 0xFF]), (8, [0x7F, 0xFF, 0xFF, 0xFF]), (16, [0, 0, 0, 0]), (20, [0x7F, 0xFF, 0xFF, 0xFF]), (sample.Length / 3, [0xFF, 0xFF, 0xFF, 0xFF])];
        foreach ((int at, byte[] lie) in lies)
        {
            byte[] changed = [.. sample];
            lie.CopyTo(changed, at);
            yield return ($"a length at {at} that lies", changed);
        }
    }

    private static IEnumerable<(string, byte[])> Shuffled(byte[] sample)
    {
        (int one, int two) = (sample.Length / 3, sample.Length * 2 / 3);
        yield return ("the middle twice", [.. sample[..two], .. sample[one..]]);
        yield return ("the middle left out", [.. sample[..one], .. sample[two..]]);
        yield return ("middle and end changed over", [.. sample[..one], .. sample[two..], .. sample[one..two]]);
        yield return ("itself in itself", [.. sample[..two], .. sample, .. sample[two..]]);
    }

    private static IEnumerable<(string, byte[])> Joined(byte[] sample)
    {
        foreach (byte[] tail in _tails)
        {
            yield return ($"followed by {Encoding.Latin1.GetString(tail[..4]).Trim()}", [.. sample, .. tail]);
        }

        yield return ("behind a page of HTML", [.. "<!DOCTYPE html><script>alert(1)</script>"u8, .. sample]);
        yield return ("behind a GIF", [.. "GIF89a/*"u8, .. sample]);
    }

    private static IEnumerable<(string, byte[])> NoFiles()
    {
        yield return ("nothing", []);
        foreach (byte one in (byte[])[0, 0x0A, 0x25, 0x89, 0xFF])
        {
            yield return ($"one byte {one}", [one]);
        }

        yield return ("16 MB of zeros", new byte[16 * 1000 * 1000]);
        yield return ("1 MB at random", Samples.Noise(1_000_000, 99));
        foreach (string start in (string[])["\u00FF\u00D8\u00FF", "\u0089PNG\r\n\u001A\n", "%PDF-1.7\n", "RIFF\0\0\u0010\0WEBPVP8 ", "ID3\u0004\0\0\u007F\u007F\u007F\u007F", "\0\0\0\u0018ftypisom"])
        {
            yield return ($"zeros behind a beginning of {start.Length} bytes, {start[..2]}", [.. Encoding.Latin1.GetBytes(start), .. new byte[1_000_000]]);
            yield return ($"noise behind a beginning of {start.Length} bytes, {start[..2]}", [.. Encoding.Latin1.GetBytes(start), .. Samples.Noise(200_000, (uint)start.Length)]);
        }

        string[] texts =
        [
            "<html><body>photo</body></html>", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "GIF89a\u0001\0\u0001\0", "BM\0\0", "II*\0", "PK\u0003\u0004",
            "MZ\u0090\0", "#!/bin/sh\nrm -rf ~\n", "{\"a\":1}", "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
            "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", "OggS\0", "RIFF\u0004\0\0\0AVI ", "8BPS\0\u0001", "\0\0\0\u000CjP  \r\n\u0087\n",
            "Rar!\u001A\u0007", "\u001F\u008B\u0008", "%!PS-Adobe-3.0\n(%pipe%id) (r) file\n", "push graphic-context\nfill 'url(https://x|id)'\n", "AT&TFORM\0\0\0\0DJVU",
        ];
        foreach (string text in texts)
        {
            yield return ($"begins with {text[..3]}", Encoding.Latin1.GetBytes(text));
        }
    }
}
