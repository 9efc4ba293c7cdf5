using System.Text.Json;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Evidence.Cleaning.Documents;
using Mibsp.Domain.Evidence.Scanning;
using Mibsp.Tests.Domain.Evidence.Scanning;
using Mibsp.Web.Observing.Parts;
using Mibsp.Web.Options;

namespace Mibsp.Tests.Web.Host;

/// <summary>What becomes of evidence, and why, is said to those who look after the portal; one that cannot clean documents is healthy all the same.</summary>
public sealed class EvidenceHealthTests(Support.WebHost host) : IClassFixture<Support.WebHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/health")]
    [InlineData("/health/ready")]
    public async Task The_public_is_told_the_fields_of_the_contract_and_no_part_whatever_is_missing(string path)
    {
        using var answer = await host.Browser().GetAsync(new Uri(path, UriKind.Relative), Token);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));

        Assert.Equal(["status", "database", "timestamp"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal("healthy", json.RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_missing_program_is_named()
    {
        using var all = new Mat2DocumentCleaner("sh", "sh", TimeSpan.FromSeconds(1));
        using var nothing = new Mat2DocumentCleaner("mat2-that-is-not-there", "ffmpeg", TimeSpan.FromSeconds(1));
        using var noFilms = new Mat2DocumentCleaner("sh", "ffmpeg-that-is-not-there", TimeSpan.FromSeconds(1));

        Assert.Equal(PartState.Fine, (await LookAsync(all)).State);
        Assert.Equal(PartState.Fine, (await LookAsync(noFilms, allowMedia: false)).State);
        Assert.Equal((PartState.Attention, "Missing", "mat2-that-is-not-there"), Told(await LookAsync(nothing)));
        Assert.Equal((PartState.Attention, "Missing", "ffmpeg-that-is-not-there"), Told(await LookAsync(noFilms)));
        Assert.Equal(EvidenceRefusal.CleanerMissing, (await noFilms.CleanAsync(EvidenceType.Mp4, new byte[1], Token)).Refusal);
    }

    [Fact]
    public async Task The_scanner_is_asked_whether_it_answers()
    {
        using var clamd = new FakeClamd(null);

        Assert.Equal(PartState.Fine, (await LookAsync(new ClamdScanner(ClamdAddress.Parse(clamd.Address)!))).State);
        Assert.Equal((PartState.Attention, "Away"), await LookAsync(new ClamdScanner(ClamdAddress.Parse("unix:/nowhere/clamd.ctl")!)) is var away ? (away.State, away.Word) : default);
        Assert.Equal((PartState.NotUsed, "Off"), await LookAsync(new NoScanner()) is var none ? (none.State, none.Word) : default);
    }

    [Theory]
    [InlineData("unix:/run/clamav/clamd.ctl", true)]
    [InlineData("", true)]
    [InlineData("localhost:3310", false)]
    public void The_setting_is_checked_at_start(string clamd, bool isRight)
        => Assert.Equal(isRight, new StorageOptionsValidator().Validate(null, new StorageOptions { Clamd = clamd }).Succeeded);

    private static (PartState, string, object) Told(Finding found) => (found.State, found.Word, found.Values[0]);

    private static Task<Finding> LookAsync(IDocumentCleaner documents, bool allowMedia = true)
        => new DocumentsCheck(documents, new EvidenceIntakeOptions(allowMedia)).LookAsync(Token);

    private static Task<Finding> LookAsync(IEvidenceScanner scanner) => new ScannerCheck(scanner, TimeProvider.System).LookAsync(Token);
}
