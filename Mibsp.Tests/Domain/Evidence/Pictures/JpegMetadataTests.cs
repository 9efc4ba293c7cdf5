using Mibsp.Domain.Evidence;
using Mibsp.Domain.Evidence.Cleaning;
using Mibsp.Domain.Evidence.Cleaning.Documents;
using Mibsp.Domain.Evidence.Cleaning.Pictures;

namespace Mibsp.Tests.Domain.Evidence.Pictures;

public class JpegMetadataTests
{
    [Fact]
    public void Everything_that_could_name_somebody_is_gone_and_reported()
    {
        byte[] rich = Samples.Read("rich.jpg");
        Assert.Contains(Samples.Marks, mark => Samples.Contains(rich, mark));
        CleaningOutcome outcome = Clean(rich);
        Assert.All(Samples.Marks, mark => Assert.False(Samples.Contains(outcome.Bytes!, mark), mark));
        FoundMetadata[] expected = [FoundMetadata.Location, FoundMetadata.Camera, FoundMetadata.Time, FoundMetadata.Author, FoundMetadata.Text, FoundMetadata.Thumbnail];
        Assert.Equal(expected, outcome.Found.Intersect(expected));
    }

    [Fact]
    public void The_cleaned_file_is_the_bare_picture_and_the_citizen_hears_that_it_may_lie_on_its_side()
    {
        CleaningOutcome outcome = Clean(Samples.Read("rich.jpg"));
        Assert.Equal(Samples.Read("base.jpg"), outcome.Bytes);
        Assert.Contains(FoundMetadata.Orientation, outcome.Found);
    }

    [Fact]
    public void Headers_say_nothing_of_the_program_that_wrote_them()
    {
        byte[] file = Samples.Read("base.jpg");
        byte[] dense = [.. file[..2], .. Samples.JpegSegment(0xE0, [.. "JFIF\0"u8, 1, 2, 1, 1, 44, 1, 44, 0, 0]), .. file[20..]];
        Assert.Equal(file, Clean(dense).Bytes);
        byte[] adobe = Samples.JpegSegment(0xEE, [.. "Adobe"u8, 0, 101, 7, 7, 7, 7, 1, .. "secretmark"u8]);
        CleaningOutcome outcome = Clean(Samples.JpegWith("base.jpg", adobe));
        Assert.Equal([.. file[..20], .. Samples.JpegSegment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1]), .. file[20..]], outcome.Bytes!);
        Assert.Equal([FoundMetadata.Other], outcome.Found);
    }

    [Fact]
    public void A_small_file_does_not_declare_a_huge_picture_or_go_over_it_without_end()
    {
        byte[] file = Samples.Read("base.jpg");
        int frame = file.AsSpan().IndexOf((byte[])[0xFF, 0xC0]) + 5;
        (file[frame], file[frame + 2]) = (0x20, 0x20);
        Assert.Equal(EvidenceRefusal.Damaged, Clean(file).Refusal);

        byte[] progressive = Samples.Read("prog.jpg");
        int last = progressive.AsSpan().LastIndexOf((byte[])[0xFF, 0xDA]);
        byte[] scans = [.. Enumerable.Repeat(progressive[last..^2], JpegFrame.MostScans).SelectMany(scan => scan)];
        Assert.Equal(EvidenceRefusal.TooComplex, Clean([.. progressive[..^2], .. scans, 0xFF, 0xD9]).Refusal);
    }

    [Theory]
    [InlineData("base.jpg")]
    [InlineData("prog.jpg")]
    [InlineData("cmyk.jpg")]
    [InlineData("rich.jpg")]
    public void The_coded_pixels_are_the_same_bytes(string name)
    {
        byte[] file = Samples.Read(name);
        byte[] cleaned = Clean(file).Bytes!;
        Assert.NotEmpty(Samples.JpegPixels(file));
        Assert.Equal(Samples.JpegPixels(file), Samples.JpegPixels(cleaned));
        Assert.Equal(cleaned, Clean(cleaned).Bytes);
    }

    [Fact]
    public void A_clean_file_has_nothing_to_report()
    {
        CleaningOutcome outcome = Clean(Samples.Read("base.jpg"));
        Assert.Equal(Samples.Read("base.jpg"), outcome.Bytes);
        Assert.Empty(outcome.Found);
    }

    [Fact]
    public void The_colour_transform_of_Adobe_stays() => Assert.True(Samples.Contains(Clean(Samples.Read("cmyk.jpg")).Bytes!, "Adobe"));

    [Fact]
    public void What_follows_the_picture_is_cut_off_and_reported()
    {
        byte[] bare = Samples.Read("base.jpg");
        CleaningOutcome outcome = Clean([.. bare, .. "<script>alert(1)</script>"u8, .. bare]);
        Assert.Equal(bare, outcome.Bytes);
        Assert.Equal([FoundMetadata.TrailingData], outcome.Found);
    }

    [Fact]
    public void Every_other_application_segment_goes()
    {
        for (int marker = 0xE1; marker <= 0xEF; marker++)
        {
            CleaningOutcome outcome = Clean(Samples.JpegWith("base.jpg", Samples.JpegSegment((byte)marker, [.. "secretmark"u8])));
            Assert.Equal(Samples.Read("base.jpg"), outcome.Bytes);
            Assert.NotEmpty(outcome.Found);
        }
    }

    [Fact]
    public void A_thumbnail_in_the_first_header_goes()
    {
        byte[] file = Samples.Read("base.jpg");
        byte[] fat = [.. file[..2], .. Samples.JpegSegment(0xE0, [.. file[6..18], 1, 1, 7, 7, 7]), .. file[20..]];
        CleaningOutcome outcome = Clean(fat);
        Assert.Equal(file, outcome.Bytes);
        Assert.Equal([FoundMetadata.Thumbnail], outcome.Found);
    }

    [Fact]
    public void A_profile_and_a_second_picture_are_named()
    {
        Assert.Equal([FoundMetadata.ColourProfile], Clean(Samples.JpegWith("base.jpg", Samples.JpegSegment(0xE2, [.. "ICC_PROFILE\0\u0001\u0001"u8]))).Found);
        Assert.Equal([FoundMetadata.Other], Clean(Samples.JpegWith("base.jpg", Samples.JpegSegment(0xE2, [.. "MPF\0"u8]))).Found);
    }

    [Fact]
    public void Cut_off_anywhere_it_is_refused()
    {
        foreach (string name in (string[])["base.jpg", "prog.jpg", "rich.jpg"])
        {
            byte[] file = Samples.Read(name);
            Assert.All(Enumerable.Range(0, file.Length), length => Assert.Equal(EvidenceRefusal.Damaged, Clean(file[..length]).Refusal));
        }
    }

    [Fact]
    public void Lengths_that_lie_are_refused()
    {
        foreach (byte[] length in (byte[][])[[0, 0], [0, 1], [0xFF, 0xFF]])
        {
            Assert.Equal(EvidenceRefusal.Damaged, Clean(Samples.JpegWith("base.jpg", [0xFF, 0xE1, .. length])).Refusal);
        }
    }

    [Fact]
    public void Tables_with_something_behind_them_are_refused()
    {
        Assert.Equal(EvidenceRefusal.Damaged, Clean(Samples.JpegWith("base.jpg", Samples.JpegSegment(0xDB, new byte[66]))).Refusal);
        Assert.Equal(EvidenceRefusal.Damaged, Clean(Samples.JpegWith("base.jpg", Samples.JpegSegment(0xC4, new byte[18]))).Refusal);
        Assert.Equal(EvidenceRefusal.Damaged, Clean(Samples.JpegWith("base.jpg", Samples.JpegSegment(0xDD, new byte[3]))).Refusal);
    }

    [Theory]
    [InlineData(0xFF, 0xFF, EvidenceRefusal.TooManyPixels)]
    [InlineData(0x00, 0x00, EvidenceRefusal.Damaged)]
    public void Sizes_that_nobody_could_show_are_refused(byte high, byte low, EvidenceRefusal refusal)
    {
        byte[] file = Samples.Read("base.jpg");
        int frame = file.AsSpan().IndexOf((byte[])[0xFF, 0xC0]) + 5;
        (file[frame], file[frame + 1], file[frame + 2], file[frame + 3]) = (high, low, high, low);
        Assert.Equal(refusal, Clean(file).Refusal);
    }

    [Fact]
    public void Two_frames_reserved_markers_and_a_scan_before_its_frame_are_refused()
    {
        byte[] file = Samples.Read("base.jpg");
        int frame = file.AsSpan().IndexOf((byte[])[0xFF, 0xC0]);
        Assert.Equal(EvidenceRefusal.Damaged, Clean(Samples.JpegWith("base.jpg", file[frame..(frame + 19)])).Refusal);
        Assert.Equal(EvidenceRefusal.Damaged, Clean(Samples.JpegWith("base.jpg", Samples.JpegSegment(0xF0, [1]))).Refusal);
        Assert.Equal(EvidenceRefusal.Damaged, Clean(Samples.JpegWith("base.jpg", Samples.JpegSegment(0xDA, [1, 1, 0, 0, 63, 0]))).Refusal);
        Assert.Equal(EvidenceRefusal.Damaged, Clean([0xFF, 0xD8, 0xFF, 0xD9]).Refusal);
    }

    [Fact]
    public void A_directory_that_points_anywhere_is_survived_and_removed()
    {
        for (uint seed = 0; seed < 500; seed++)
        {
            byte[] exif = [.. "Exif\0\0"u8, .. seed % 2 == 0 ? "II*\0"u8 : "MM\0*"u8, .. Samples.Noise(60, seed)];
            CleaningOutcome outcome = Clean(Samples.JpegWith("base.jpg", Samples.JpegSegment(0xE1, exif)));
            Assert.Null(outcome.Refusal);
            Assert.Equal(Samples.JpegPixels(Samples.Read("base.jpg")), Samples.JpegPixels(outcome.Bytes!));
        }
    }

    private static CleaningOutcome Clean(byte[] file) => ImageMetadata.Clean(EvidenceType.Jpeg, file);
}
