using Mibsp.Domain.Evidence;
using Mibsp.Domain.Evidence.Cleaning;
using Mibsp.Domain.Evidence.Scanning;
using Mibsp.Domain.Evidence.Cleaning.Documents;
using Mibsp.Domain.Evidence.Cleaning.Pictures;

namespace Mibsp.Tests.Domain.Evidence;

public class EvidenceIntakeTests
{
    private const long Limit = 16 * 1024 * 1024;

    [Theory]
    [InlineData("rich.jpg", EvidenceType.Jpeg)]
    [InlineData("rich.png", EvidenceType.Png)]
    [InlineData("rich.webp", EvidenceType.WebP)]
    public async Task A_picture_is_taken_without_what_it_told(string name, EvidenceType type)
    {
        IntakeResult result = await AcceptAsync(Samples.Read(name));
        Assert.Null(result.Refusal);
        Assert.Equal(type, result.Accepted!.Type);
        Assert.Contains(FoundMetadata.Location, result.Accepted.Found);
        Assert.All(Samples.Marks, mark => Assert.False(Samples.Contains(result.Accepted.Bytes, mark), mark));
    }

    [Fact]
    public async Task Each_refusal_has_its_reason()
    {
        byte[] film = [0, 0, 0, 12, .. "ftypisom"u8, 0, 0, 0, 8, .. "moov"u8, 0, 0, 0, 10, .. "mdat"u8, 1, 2];
        Assert.Equal(EvidenceRefusal.Empty, (await AcceptAsync([])).Refusal);
        Assert.Equal(EvidenceRefusal.UnknownType, (await AcceptAsync([1])).Refusal);
        Assert.Equal(EvidenceRefusal.UnknownType, (await AcceptAsync([.. "<html>"u8])).Refusal);
        Assert.Equal(EvidenceRefusal.Damaged, (await AcceptAsync([0xFF, 0xD8, 0xFF, .. "<html>"u8])).Refusal);
        Assert.Equal(EvidenceRefusal.CleanerMissing, (await AcceptAsync([.. "%PDF-1.4"u8])).Refusal);
        Assert.Equal(EvidenceRefusal.NotAllowed, (await AcceptAsync(Samples.Read("anim.webp"))).Refusal);
        Assert.Equal(EvidenceRefusal.NotAllowed, (await AcceptAsync(film)).Refusal);
        Assert.Equal(EvidenceRefusal.CleanerMissing, (await AcceptAsync(film, allowMedia: true)).Refusal);
        Assert.Equal(EvidenceRefusal.CleanerMissing, (await AcceptAsync(Samples.Read("rich.pdf"))).Refusal);
    }

    [Fact]
    public async Task The_limit_is_the_last_size_taken_and_no_more_is_read()
    {
        byte[] file = Samples.Read("base.png");
        Assert.NotNull((await AcceptAsync(file, file.Length)).Accepted);
        Assert.Equal(EvidenceRefusal.TooLarge, (await AcceptAsync(file, file.Length - 1)).Refusal);

        using var endless = new EndlessStream();
        IntakeResult result = await Intake().AcceptAsync(endless, 1_000_000, TestContext.Current.CancellationToken);
        Assert.Equal(EvidenceRefusal.TooLarge, result.Refusal);
        Assert.InRange(endless.Given, 1_000_001, 1_000_001);
    }

    [Fact]
    public async Task What_follows_a_document_is_reported()
    {
        var cleaner = new RecordedCleaner(CleaningOutcome.Cleaned([1], [FoundMetadata.Author]));
        using var file = new MemoryStream([.. Samples.Read("rich.pdf"), .. "secret"u8]);
        IntakeResult result = await new EvidenceIntake(cleaner, new NoScanner(), new EvidenceIntakeOptions()).AcceptAsync(file, Limit, TestContext.Current.CancellationToken);
        Assert.Equal([FoundMetadata.Author, FoundMetadata.TrailingData], result.Accepted!.Found);
        Assert.Equal([1], result.Accepted.Bytes);
    }

    private static EvidenceIntake Intake(bool allowMedia = false) =>
        new(new RecordedCleaner(CleaningOutcome.Refused(EvidenceRefusal.CleanerMissing)), new NoScanner(), new EvidenceIntakeOptions(allowMedia));

    private static async Task<IntakeResult> AcceptAsync(byte[] file, long most = Limit, bool allowMedia = false)
    {
        using var stream = new MemoryStream(file);
        return await Intake(allowMedia).AcceptAsync(stream, most, TestContext.Current.CancellationToken);
    }

    private sealed class RecordedCleaner(CleaningOutcome answer) : IDocumentCleaner
    {
        public string? MissingFor(EvidenceType type) => answer.Refusal is EvidenceRefusal.CleanerMissing ? "mat2" : null;

        public Task<CleaningOutcome> CleanAsync(EvidenceType type, ReadOnlyMemory<byte> file, CancellationToken ct) => Task.FromResult(answer);
    }

    private sealed class EndlessStream : Stream
    {
        internal long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Given += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
