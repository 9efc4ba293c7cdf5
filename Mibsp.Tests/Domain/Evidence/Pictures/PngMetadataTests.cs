using Mibsp.Domain.Evidence;
using Mibsp.Domain.Evidence.Cleaning;
using Mibsp.Domain.Evidence.Cleaning.Documents;
using Mibsp.Domain.Evidence.Cleaning.Pictures;

namespace Mibsp.Tests.Domain.Evidence.Pictures;

public class PngMetadataTests
{
    private static readonly byte[] _header = [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0];
    private static readonly byte[] _data = Folded(2); // one row: its filter, and one pixel

    [Fact]
    public void The_sum_is_the_one_of_the_standard() => Assert.Equal(0xCBF43926u, PngMetadata.Crc("123456789"u8));

    [Fact]
    public void Everything_that_could_name_somebody_is_gone_and_reported()
    {
        byte[] rich = Samples.Read("rich.png");
        Assert.Contains(Samples.Marks, mark => Samples.Contains(rich, mark));
        CleaningOutcome outcome = Clean(rich);
        Assert.All(Samples.Marks, mark => Assert.False(Samples.Contains(outcome.Bytes!, mark), mark));
        FoundMetadata[] expected = [FoundMetadata.Location, FoundMetadata.Camera, FoundMetadata.Time, FoundMetadata.Author, FoundMetadata.Text];
        Assert.Equal(expected, outcome.Found.Intersect(expected));
    }

    [Theory]
    [InlineData("base.png")]
    [InlineData("rich.png")]
    public void The_coded_pixels_are_the_same_bytes(string name)
    {
        byte[] file = Samples.Read(name);
        byte[] cleaned = Clean(file).Bytes!;
        foreach (string chunk in (string[])["IHDR", "PLTE", "tRNS", "gAMA", "IDAT"])
        {
            Assert.Equal(Of(file, chunk), Of(cleaned, chunk));
        }

        Assert.NotEmpty(Of(cleaned, "IDAT"));
        Assert.Equal(cleaned, Clean(cleaned).Bytes);
        Assert.Empty(Clean(cleaned).Found);
    }

    [Theory]
    [InlineData("tEXt", FoundMetadata.Text)]
    [InlineData("zTXt", FoundMetadata.Text)]
    [InlineData("iTXt", FoundMetadata.Text)]
    [InlineData("tIME", FoundMetadata.Time)]
    [InlineData("iCCP", FoundMetadata.ColourProfile)]
    [InlineData("eXIf", FoundMetadata.Other)]
    [InlineData("fcTL", FoundMetadata.Other)]
    [InlineData("pHYs", FoundMetadata.Other)]
    [InlineData("prIv", FoundMetadata.Other)]
    [InlineData("gAMA", FoundMetadata.Other)] // of a wrong length: something else hides in it
    public void A_chunk_that_no_pixel_needs_goes(string name, FoundMetadata found)
    {
        CleaningOutcome outcome = Clean(Samples.Png(("IHDR", _header), (name, [.. "secretmark"u8]), ("IDAT", _data), ("IEND", [])));
        Assert.Equal(Small(), outcome.Bytes);
        Assert.Equal([found], outcome.Found);
    }

    [Fact]
    public void What_follows_the_picture_is_cut_off_and_reported()
    {
        CleaningOutcome outcome = Clean([.. Small(), .. "<html>"u8]);
        Assert.Equal(Small(), outcome.Bytes);
        Assert.Equal([FoundMetadata.TrailingData], outcome.Found);
    }

    [Fact]
    public void What_changes_how_pixels_look_stays()
    {
        byte[] file = Samples.Png(("IHDR", _header), ("gAMA", new byte[4]), ("cHRM", new byte[32]), ("sRGB", [0]), ("tRNS", [0, 0]), ("IDAT", _data[..4]), ("IDAT", []), ("IDAT", _data[4..]), ("IEND", []));
        Assert.Equal(file, Clean(file).Bytes);
    }

    [Fact]
    public void Cut_off_anywhere_it_is_refused()
    {
        byte[] file = Samples.Read("rich.png");
        Assert.All(Enumerable.Range(0, file.Length), length => Assert.Equal(EvidenceRefusal.Damaged, Clean(file[..length]).Refusal));
    }

    [Fact]
    public void A_changed_bit_anywhere_is_refused()
    {
        byte[] file = Small();
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            byte[] changed = [.. file];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotNull(Clean(changed).Refusal);
        }
    }

    [Fact]
    public void Chunks_in_the_wrong_order_or_twice_are_refused()
    {
        Refused(("IDAT", _data), ("IHDR", _header), ("IEND", []));
        Refused(("IHDR", _header), ("IHDR", _header), ("IDAT", _data), ("IEND", []));
        Refused(("IHDR", _header), ("IEND", []));
        Refused(("IHDR", _header), ("IDAT", _data), ("tEXt", [1]), ("IDAT", _data), ("IEND", []));
        Refused(("IHDR", _header), ("IDAT", _data), ("PLTE", [1, 2, 3]), ("IEND", []));
        Refused(("IHDR", _header), ("PLTE", [1, 2]), ("IDAT", _data), ("IEND", []));
        Refused(("IHDR", _header), ("IDAT", _data), ("IEND", [1]));
        Refused(("CgBI", [1, 2, 3, 4]), ("IHDR", _header), ("IDAT", _data), ("IEND", []));
        Refused(("IHDR", _header), ("EVIL", []), ("IDAT", _data), ("IEND", []));
    }

    [Theory]
    [InlineData(0x7FFFFFFFu, 0x7FFFFFFFu, EvidenceRefusal.TooManyPixels)]
    [InlineData(20_000u, 20_000u, EvidenceRefusal.TooManyPixels)]
    [InlineData(0xFFFFFFFFu, 1u, EvidenceRefusal.Damaged)]
    [InlineData(0u, 1u, EvidenceRefusal.Damaged)]
    [InlineData(10_000u, 10_000u, EvidenceRefusal.Damaged)] // fits, but one pixel does not fill it
    [InlineData(1u, 1u, null)]
    public void Sizes_that_nobody_could_show_are_refused(uint width, uint height, EvidenceRefusal? refusal)
    {
        byte[] header = [.. BitConverter.GetBytes(width).Reverse(), .. BitConverter.GetBytes(height).Reverse(), .. _header[8..]];
        Assert.Equal(refusal, Clean(Samples.Png(("IHDR", header), ("IDAT", _data), ("IEND", []))).Refusal);
    }

    [Fact]
    public void Data_fills_the_picture_exactly()
    {
        Refused(("IHDR", _header), ("IDAT", Folded(1)), ("IEND", []));
        Refused(("IHDR", _header), ("IDAT", Folded(3)), ("IEND", []));
        Refused(("IHDR", _header), ("IDAT", Folded(300_000_000)), ("IEND", []));
        Refused(("IHDR", _header), ("IDAT", [.. _data, 0]), ("IEND", []));
        Refused(("IHDR", _header), ("IDAT", _data), ("IDAT", [.. "<script>"u8]), ("IEND", []));
        Refused(("IHDR", _header), ("IDAT", _data[..^5]), ("IEND", []));
        byte[] interlaced = [0, 0, 0, 5, 0, 0, 0, 3, 8, 2, 0, 0, 1];
        int rows = 1 + 1 + 1 + 1 + 2 + 1; // of the seven passes over 5 by 3 pixels, one has no pixel
        Assert.NotNull(Clean(Samples.Png(("IHDR", interlaced), ("IDAT", Folded((5 * 3 * 3) + rows)), ("IEND", []))).Bytes);
        Refused(("IHDR", interlaced), ("IDAT", Folded((5 * 3 * 3) + rows + 1)), ("IEND", []));
    }

    [Fact]
    public void A_moving_picture_is_refused_and_not_cut_to_its_first_frame() => Assert.Equal(
        EvidenceRefusal.NotAllowed, Clean(Samples.Png(("IHDR", _header), ("acTL", new byte[8]), ("IDAT", _data), ("IEND", []))).Refusal);

    private static byte[] Folded(int length)
    {
        using var folded = new MemoryStream();
        using (var folding = new System.IO.Compression.ZLibStream(folded, System.IO.Compression.CompressionLevel.Optimal))
        {
            folding.Write(new byte[length]);
        }

        return folded.ToArray();
    }

    private static byte[] Small() => Samples.Png(("IHDR", _header), ("IDAT", _data), ("IEND", []));

    private static void Refused(params (string, byte[])[] chunks) => Assert.Equal(EvidenceRefusal.Damaged, Clean(Samples.Png(chunks)).Refusal);

    private static byte[] Of(byte[] file, string name) => [.. Samples.PngChunks(file).Where(chunk => chunk.Name == name).SelectMany(chunk => chunk.Data)];

    private static CleaningOutcome Clean(byte[] file) => ImageMetadata.Clean(EvidenceType.Png, file);
}
