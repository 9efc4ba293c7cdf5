using Mibsp.Domain.Evidence;
using Mibsp.Domain.Evidence.Cleaning;
using Mibsp.Domain.Evidence.Cleaning.Documents;
using Mibsp.Domain.Evidence.Cleaning.Pictures;

namespace Mibsp.Tests.Domain.Evidence.Hostile;

/// <summary>Whatever arrives, the answer is a value and never an exception.</summary>
public class HostileFilesTests
{
    private static readonly EvidenceType[] _all = Enum.GetValues<EvidenceType>();

    [Fact]
    public void Noise_is_no_type_and_breaks_nothing()
    {
        for (uint seed = 0; seed < 2000; seed++)
        {
            byte[] noise = Samples.Noise((int)(seed % 300), seed);
            EvidenceSniffer.TypeOf(noise);
            Assert.All(_all, type => Assert.NotNull(ImageMetadata.Clean(type, noise).Refusal));
            Assert.All(_all, type => Assert.False(DocumentStructure.IsSound(type, noise)));
        }
    }

    [Theory]
    [InlineData("rich.jpg", EvidenceType.Jpeg)]
    [InlineData("prog.jpg", EvidenceType.Jpeg)]
    [InlineData("rich.png", EvidenceType.Png)]
    [InlineData("rich.webp", EvidenceType.WebP)]
    [InlineData("alpha.webp", EvidenceType.WebP)]
    public void Noise_in_the_middle_of_a_picture_breaks_nothing_and_leaks_nothing(string name, EvidenceType type)
    {
        byte[] file = Samples.Read(name);
        for (uint seed = 0; seed < 3000; seed++)
        {
            byte[] changed = [.. file];
            byte[] noise = Samples.Noise(12, seed);
            int at = (int)((uint)(noise[0] | (noise[1] << 8)) % (uint)(file.Length - 8));
            noise.AsSpan(4, 1 + (noise[2] % 8)).CopyTo(changed.AsSpan(at));
            CleaningOutcome outcome = ImageMetadata.Clean(type, changed);
            Assert.True(outcome.Bytes is null != outcome.Refusal is null);
        }
    }

    [Theory]
    [InlineData("base.jpg", EvidenceType.Jpeg)]
    [InlineData("base.png", EvidenceType.Png)]
    [InlineData("base.webp", EvidenceType.WebP)]
    [InlineData("rich.pdf", EvidenceType.Pdf)]
    public void The_content_decides(string name, EvidenceType type) => Assert.Equal(type, EvidenceSniffer.TypeOf(Samples.Read(name)));

    [Theory]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("<html><body>photo.jpg</body></html>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("<html>%PDF-1.4 %%EOF")]
    [InlineData(" %PDF-1.4")]
    [InlineData("GIF89a")]
    [InlineData("PK\u0003\u0004")]
    [InlineData("MZ")]
    [InlineData("RIFF\0\0\0\0WAVE")]
    [InlineData("RIFF\0\0\0\0WEB")]
    public void Anything_else_is_unknown(string content) => Assert.Null(EvidenceSniffer.TypeOf(System.Text.Encoding.Latin1.GetBytes(content)));

    [Fact]
    public void A_document_cut_off_is_not_sound()
    {
        byte[] file = Samples.Read("rich.pdf");
        Assert.True(DocumentStructure.IsSound(EvidenceType.Pdf, file));
        Assert.All(Enumerable.Range(0, file.Length - 1), length => Assert.False(DocumentStructure.IsSound(EvidenceType.Pdf, file.AsSpan(0, length))));
        Assert.False(DocumentStructure.HasTrailingData(file));
        Assert.True(DocumentStructure.HasTrailingData([.. file, .. "more"u8]));
        Assert.False(DocumentStructure.IsSound(EvidenceType.Pdf, [.. file, .. new byte[2000]]));
    }

    [Fact]
    public void Media_is_told_by_its_structure()
    {
        byte[] frame = [0xFF, 0xFB, 0x90, 0, .. new byte[413]];
        byte[] tag = [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 5, 1, 2, 3, 4, 5];
        Assert.Equal(417, Mp3Frames.LengthOfFrame(frame));
        Assert.Equal(EvidenceType.Mp3, EvidenceSniffer.TypeOf(frame));
        Assert.Equal(EvidenceType.Mp3, EvidenceSniffer.TypeOf(tag));
        byte[] song = [.. tag, .. frame, .. frame];
        Assert.True(DocumentStructure.IsSound(EvidenceType.Mp3, song));
        Assert.All(Enumerable.Range(0, song.Length), length => Assert.False(DocumentStructure.IsSound(EvidenceType.Mp3, song.AsSpan(0, length))));

        byte[] film = [0, 0, 0, 12, .. "ftypisom"u8, 0, 0, 0, 8, .. "moov"u8, 0, 0, 0, 10, .. "mdat"u8, 1, 2];
        Assert.Equal(EvidenceType.Mp4, EvidenceSniffer.TypeOf(film));
        Assert.Equal(EvidenceType.M4a, EvidenceSniffer.TypeOf([0, 0, 0, 12, .. "ftypM4A "u8]));
        Assert.True(DocumentStructure.IsSound(EvidenceType.Mp4, film));
        Assert.All(Enumerable.Range(0, film.Length), length => Assert.False(DocumentStructure.IsSound(EvidenceType.Mp4, film.AsSpan(0, length))));
        Assert.False(DocumentStructure.IsSound(EvidenceType.Mp4, [.. film, .. "<html>"u8]));
    }
}
