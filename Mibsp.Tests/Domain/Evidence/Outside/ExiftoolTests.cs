using Mibsp.Domain.Evidence;
using Mibsp.Domain.Evidence.Cleaning.Documents;
using Mibsp.Domain.Evidence.Scanning;

namespace Mibsp.Tests.Domain.Evidence.Outside;

/// <summary>Another program than ours looks at what we have cleaned, and at the pixels before and after.</summary>
public sealed class ExiftoolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exiftool-test-").FullName;
    private readonly Mat2DocumentCleaner _documents = new(TimeProvider.System);
    private readonly EvidenceIntake _intake;

    public ExiftoolTests() => _intake = new EvidenceIntake(_documents, new NoScanner(), new EvidenceIntakeOptions(AllowMedia: true));

    public static TheoryData<string> Pictures { get; } =
        ["base.jpg", "prog.jpg", "cmyk.jpg", "rich.jpg", "base.png", "rich.png", "pal.png", "deep.png", "base.webp", "less.webp", "alpha.webp", "rich.webp"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _intake.Dispose();
        _documents.Dispose();
    }

    [Fact]
    public async Task In_pictures_there_is_structure_and_nothing_else()
    {
        Assert.SkipWhen(Exiftool.Program is null, "exiftool (package libimage-exiftool-perl) is not installed");
        foreach (string name in Pictures.Select(row => row.Data))
        {
            await File.WriteAllBytesAsync(Path.Combine(_folder, name), (await AcceptAsync(name)).Bytes, Ct);
        }

        Assert.Empty(await Exiftool.FindAsync(_folder, Ct));
    }

    [Theory]
    [InlineData("rich.pdf", FoundMetadata.Time, FoundMetadata.Author, FoundMetadata.Text, FoundMetadata.Program)]
    [InlineData("rich.mp3", FoundMetadata.Author, FoundMetadata.Text, FoundMetadata.Program)]
    [InlineData("rich.m4a", FoundMetadata.Time, FoundMetadata.Author, FoundMetadata.Text, FoundMetadata.Program)]
    [InlineData("rich.mp4", FoundMetadata.Location, FoundMetadata.Time, FoundMetadata.Text, FoundMetadata.Program)]
    public async Task In_documents_and_media_there_is_structure_and_nothing_else(string name, params FoundMetadata[] found)
    {
        Assert.SkipWhen(Exiftool.Program is null, "exiftool (package libimage-exiftool-perl) is not installed");
        byte[] original = Samples.Read(name);
        string? missing = _documents.MissingFor(EvidenceSniffer.TypeOf(original)!.Value);
        Assert.SkipWhen(missing is not null, $"{missing} is not installed");

        AcceptedEvidence accepted = await AcceptAsync(name);
        await File.WriteAllBytesAsync(Path.Combine(_folder, name), accepted.Bytes, Ct);

        Assert.Equal(EvidenceSniffer.TypeOf(original), accepted.Type);
        Assert.Equal(accepted.Type, EvidenceSniffer.TypeOf(accepted.Bytes));
        Assert.Equal(found, accepted.Found);
        Assert.All(Samples.Marks, mark => Assert.False(Samples.Contains(accepted.Bytes, mark), mark));
        Assert.Empty(await Exiftool.FindAsync(_folder, Ct));
    }

    [Fact]
    public async Task The_list_of_structure_does_not_let_the_originals_through()
    {
        Assert.SkipWhen(Exiftool.Program is null, "exiftool (package libimage-exiftool-perl) is not installed");
        string[] rich = ["rich.jpg", "rich.png", "rich.webp", "rich.pdf", "rich.mp3", "rich.m4a", "rich.mp4"];
        foreach (string name in rich)
        {
            await File.WriteAllBytesAsync(Path.Combine(_folder, name), Samples.Read(name), Ct);
        }

        List<string> found = await Exiftool.FindAsync(_folder, Ct);

        Assert.All(rich, name => Assert.Contains(found, line => line.StartsWith(name, StringComparison.Ordinal)));
        string[] telling = ["GPS", "Artist", "Comment", "CreateDate", "Title", "Encoder", "Thumbnail"];
        Assert.All(telling, word => Assert.Contains(found, line => line.Contains(word, StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Pictures))]
    public async Task ImageMagick_decodes_the_same_pixels_before_and_after(string name)
    {
        string? program = FencedProcess.Find("magick") ?? FencedProcess.Find("/usr/bin/convert");
        Assert.SkipWhen(program is null, "ImageMagick (package imagemagick) is not installed");
        string before = Path.Combine(_folder, "before" + Path.GetExtension(name));
        string after = Path.Combine(_folder, "after" + Path.GetExtension(name));
        await File.WriteAllBytesAsync(before, Samples.Read(name), Ct);
        await File.WriteAllBytesAsync(after, (await AcceptAsync(name)).Bytes, Ct);

        // As stored: no turning, no colour management, every bit.
        string[] pixels = [.. await Task.WhenAll(new[] { before, after }.Select(path => PixelsAsync(program!, path)))];

        Assert.Equal(pixels[0], pixels[1]);
    }

    private async Task<string> PixelsAsync(string program, string path)
    {
        string raw = path + ".rgba";
        (int code, string output) = await FencedProcess.RunAsync([program, path, "-depth", "16", raw], _folder, Ct);
        Assert.True(code == 0, output);
        byte[] pixels = await File.ReadAllBytesAsync(raw, Ct);
        Assert.True(pixels.Length > 0 && pixels.Length % 8 == 0);
        return Convert.ToHexString(pixels);
    }

    private async Task<AcceptedEvidence> AcceptAsync(string name)
    {
        using var file = new MemoryStream(Samples.Read(name));
        IntakeResult result = await _intake.AcceptAsync(file, EvidenceStore.MaxBytes, Ct);
        Assert.Null(result.Refusal);
        return result.Accepted!;
    }
}
