using System.Diagnostics;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Evidence.Cleaning;
using Mibsp.Domain.Evidence.Cleaning.Documents;
using Mibsp.Domain.Evidence.Scanning;

namespace Mibsp.Tests.Domain.Evidence.Scanning;

/// <summary>The scanner over its socket: what it finds is refused, and its silence never costs a file.</summary>
public class ClamdScannerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_clean_file_is_sent_whole_in_pieces_and_said_to_be_clean(bool onTcp)
    {
        using var clamd = new FakeClamd("stream: OK\0", onTcp);
        byte[] file = Samples.Noise(1_000_000, 7);
        Assert.Equal(ScanVerdict.Clean, await Scanner(clamd.Address).ScanAsync(file, Ct));
        Assert.Equal(file, clamd.Seen);
        Assert.InRange(clamd.LargestPiece, 1, 64 * 1024);
        using var alive = new FakeClamd(null, onTcp);
        Assert.True(await Scanner(alive.Address).AnswersAsync(Ct));
    }

    [Theory]
    [InlineData("stream: OK\0", ScanVerdict.Clean)]
    [InlineData("stream: Eicar-Test-Signature FOUND\0", ScanVerdict.Infected)]
    [InlineData("INSTREAM size limit exceeded. ERROR\0", ScanVerdict.Unknown)]
    [InlineData("stream: OK", ScanVerdict.Unknown)]
    [InlineData("OK\0", ScanVerdict.Unknown)]
    [InlineData("\0", ScanVerdict.Unknown)]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", ScanVerdict.Unknown)]
    [InlineData("", ScanVerdict.Unknown)]
    [InlineData(null, ScanVerdict.Unknown)]
    public async Task Only_its_own_words_count(string? answer, ScanVerdict verdict)
    {
        using var clamd = new FakeClamd(answer);
        Assert.Equal(verdict, await Scanner(clamd.Address).ScanAsync(Samples.Noise(100, 1), Ct));
    }

    [Fact]
    public async Task Garbage_without_end_is_not_listened_to_for_ever()
    {
        using var clamd = new FakeClamd(new string('x', 1_000_000));
        Assert.Equal(ScanVerdict.Unknown, await Scanner(clamd.Address).ScanAsync(Samples.Noise(100, 1), Ct));
    }

    [Fact]
    public async Task Silence_hanging_up_and_absence_mean_not_scanned_and_come_soon()
    {
        using var slow = new FakeClamd("stream: OK\0", isSlow: true);
        using var rude = new FakeClamd(null, readsAtMost: 1000);
        var watch = Stopwatch.StartNew();
        Assert.Equal(ScanVerdict.Unknown, await Scanner(slow.Address).ScanAsync(Samples.Noise(100, 1), Ct));
        Assert.Equal(ScanVerdict.Unknown, await Scanner(rude.Address).ScanAsync(Samples.Noise(5_000_000, 1), Ct));
        Assert.Equal(ScanVerdict.Unknown, await Scanner("unix:/nowhere/clamd.ctl").ScanAsync(new byte[1], Ct));
        Assert.Equal(ScanVerdict.Unknown, await Scanner("tcp:127.0.0.1:1").ScanAsync(new byte[1], Ct));
        Assert.False(await Scanner("unix:/nowhere/clamd.ctl").AnswersAsync(Ct));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("stream: Eicar-Test-Signature FOUND\0", EvidenceRefusal.Infected, null)]
    [InlineData("stream: OK\0", null, EvidenceScan.Clean)]
    [InlineData("ERROR\0", null, EvidenceScan.NotScanned)]
    public async Task What_it_says_goes_with_the_file_into_the_store(string answer, EvidenceRefusal? refusal, EvidenceScan? scan)
    {
        using var clamd = new FakeClamd(answer);
        using var documents = new Mat2DocumentCleaner("none", "none", TimeSpan.FromSeconds(1));
        using var intake = new EvidenceIntake(documents, Scanner(clamd.Address), new EvidenceIntakeOptions());
        using var file = new MemoryStream(Samples.Read("rich.jpg"));

        IntakeResult result = await intake.AcceptAsync(file, EvidenceStore.MaxBytes, Ct);

        Assert.Equal((refusal, scan), (result.Refusal, result.Accepted?.Scan));
        Assert.Equal(Samples.Read("base.jpg"), clamd.Seen);
        if (result.Accepted is { } accepted)
        {
            string folder = Directory.CreateTempSubdirectory("scan-test-").FullName;
            var store = new EvidenceStore(folder, TimeProvider.System);
            Assert.Equal(scan, (await store.KeepAsync(await store.StageAsync(accepted, Ct), Ct)).Scan);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("unix:/run/clamav/clamd.ctl", true)]
    [InlineData("tcp:localhost:3310", true)]
    [InlineData("tcp:[::1]:3310", true)]
    [InlineData("tcp:10.0.0.7:3310", true)]
    [InlineData("unix:clamd.ctl", false)]
    [InlineData("/run/clamav/clamd.ctl", false)]
    [InlineData("tcp:localhost", false)]
    [InlineData("tcp:localhost:0", false)]
    [InlineData("tcp:localhost:99999", false)]
    [InlineData("tcp::3310", false)]
    [InlineData("tcp:two words:3310", false)]
    [InlineData("", false)]
    public void An_address_is_checked(string text, bool isOne) => Assert.Equal(isOne, ClamdAddress.Parse(text) is not null);

    private static ClamdScanner Scanner(string address) =>
        new(ClamdAddress.Parse(address)!, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
}
