using Mibsp.Domain.Evidence;
using Mibsp.Domain.Evidence.Cleaning;
using Mibsp.Domain.Evidence.Cleaning.Documents;
using Mibsp.Domain.Evidence.Cleaning.Pictures;

namespace Mibsp.Tests.Domain.Evidence.Pictures;

public class WebPMetadataTests
{
    [Fact]
    public void Everything_that_could_name_somebody_is_gone_and_reported()
    {
        byte[] rich = Samples.Read("rich.webp");
        Assert.Contains(Samples.Marks, mark => Samples.Contains(rich, mark));
        CleaningOutcome outcome = Clean(rich);
        Assert.All(Samples.Marks, mark => Assert.False(Samples.Contains(outcome.Bytes!, mark), mark));
        Assert.Equal(["VP8X", "VP8 "], Samples.WebPChunks(outcome.Bytes!).Select(chunk => chunk.Name));
        Assert.Equal(0, Samples.WebPChunks(outcome.Bytes!)[0].Data[0]);
        FoundMetadata[] expected = [FoundMetadata.Location, FoundMetadata.Camera, FoundMetadata.Author];
        Assert.Equal(expected, outcome.Found.Intersect(expected));
    }

    [Theory]
    [InlineData("base.webp")]
    [InlineData("less.webp")]
    [InlineData("alpha.webp")]
    [InlineData("rich.webp")]
    public void The_coded_pixels_are_the_same_bytes(string name)
    {
        byte[] file = Samples.Read(name);
        byte[] cleaned = Clean(file).Bytes!;
        Assert.Equal(Pixels(file), Pixels(cleaned));
        Assert.NotEmpty(Pixels(cleaned));
        Assert.Equal(cleaned, Clean(cleaned).Bytes);
        Assert.Empty(Clean(cleaned).Found);
    }

    [Fact]
    public void Transparency_stays_announced() => Assert.Equal(0x10, Samples.WebPChunks(Clean(Samples.Read("alpha.webp")).Bytes!)[0].Data[0]);

    [Fact]
    public void Unknown_chunks_profiles_and_what_follows_go()
    {
        List<(string Name, byte[] Data)> chunks = Samples.WebPChunks(Samples.Read("rich.webp"));
        chunks.Add(("ICCP", [.. "secretmark"u8]));
        chunks.Add(("ODD ", [1, 2, 3]));
        CleaningOutcome outcome = Clean([.. Samples.WebP([.. chunks]), .. "<html>"u8]);
        Assert.Equal(Clean(Samples.Read("rich.webp")).Bytes, outcome.Bytes);
        Assert.Contains(FoundMetadata.ColourProfile, outcome.Found);
        Assert.Contains(FoundMetadata.TrailingData, outcome.Found);
    }

    [Fact]
    public void An_animation_is_not_taken() => Assert.Equal(EvidenceRefusal.NotAllowed, Clean(Samples.Read("anim.webp")).Refusal);

    [Theory]
    [InlineData("base.webp")]
    [InlineData("less.webp")]
    [InlineData("alpha.webp")]
    [InlineData("rich.webp")]
    public void Cut_off_anywhere_it_is_refused(string name)
    {
        byte[] file = Samples.Read(name);
        Assert.All(Enumerable.Range(0, file.Length), length => Assert.Equal(EvidenceRefusal.Damaged, Clean(file[..length]).Refusal));
    }

    [Fact]
    public void Contradictions_are_refused()
    {
        List<(string Name, byte[] Data)> chunks = Samples.WebPChunks(Samples.Read("alpha.webp"));
        (string, byte[]) canvas = chunks[0];
        (string, byte[]) alpha = chunks[1];
        (string, byte[]) picture = chunks[2];
        byte[] wide = [.. chunks[0].Data];
        wide[4]++;
        Refused(("VP8X", wide), alpha, picture);
        Refused(canvas, alpha);
        Refused(canvas, picture, picture);
        Refused(canvas, canvas, picture);
        Refused(picture, canvas);
        Refused(alpha, picture);
        Refused(canvas, picture, alpha);
        Refused(("EXIF", [1, 2]), picture);
        Refused();
    }

    [Fact]
    public void Sizes_that_nobody_could_show_are_refused()
    {
        byte[] canvas = [0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
        Assert.Equal(EvidenceRefusal.TooManyPixels, Clean(Samples.WebP(("VP8X", canvas), Samples.WebPChunks(Samples.Read("base.webp"))[0])).Refusal);
        Assert.Equal(EvidenceRefusal.TooManyPixels, Clean(Samples.WebP(("VP8L", [0x2F, 0xFF, 0xFF, 0xFF, 0x1F, 0]))).Refusal);
    }

    private static void Refused(params (string, byte[])[] chunks) => Assert.Equal(EvidenceRefusal.Damaged, Clean(Samples.WebP(chunks)).Refusal);

    private static byte[] Pixels(byte[] file) =>
        [.. Samples.WebPChunks(file).Where(chunk => chunk.Name is "VP8 " or "VP8L" or "ALPH").SelectMany(chunk => chunk.Data)];

    private static CleaningOutcome Clean(byte[] file) => ImageMetadata.Clean(EvidenceType.WebP, file);
}
