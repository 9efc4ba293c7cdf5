using System.Text.Json;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Evidence.Cleaning.Documents;
using Mibsp.Domain.Evidence.Scanning;
using Mibsp.Tests.Domain.Evidence.Scanning;
using Mibsp.Web.Endpoints;
using Mibsp.Web.Options;

namespace Mibsp.Tests.Web.Host;

/// <summary>Health says what becomes of evidence and why; a portal that cannot clean documents is healthy all the same.</summary>
public sealed class EvidenceHealthTests(Support.WebHost host) : IClassFixture<Support.WebHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_parts_stand_beside_the_fields_of_the_contract_when_one_is_missing()
    {
        using var answer = await host.Browser().GetAsync(new Uri("/health", UriKind.Relative), Token);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));

        string[] missing = FencedProcess.Find("mat2") is null ? ["parts"] : [];
        Assert.Equal(["status", "database", "timestamp", .. missing], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal("healthy", json.RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Parts_are_told_only_when_one_is_missing()
    {
        using var all = new Mat2DocumentCleaner("sh", "sh", TimeSpan.FromSeconds(1));
        using var none = new Mat2DocumentCleaner("mat2-that-is-not-there", "sh", TimeSpan.FromSeconds(1));

        Assert.Null(await ProbeOf(all).FindMissingAsync(Token));
        Assert.Equal("refused: mat2-that-is-not-there is not installed", (await ProbeOf(none).FindMissingAsync(Token))!.Documents);
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        using var nothing = new Mat2DocumentCleaner("mat2-that-is-not-there", "ffmpeg", TimeSpan.FromSeconds(1));
        using var noFilms = new Mat2DocumentCleaner("sh", "ffmpeg-that-is-not-there", TimeSpan.FromSeconds(1));

        Assert.Equal("refused: mat2-that-is-not-there is not installed", (await AskAsync(nothing, new NoScanner())).Documents);
        var parts = await AskAsync(noFilms, new NoScanner());
        Assert.Equal(("taken", "refused: ffmpeg-that-is-not-there is not installed"), (parts.Documents, parts.Media));
        Assert.Equal(EvidenceRefusal.CleanerMissing, (await noFilms.CleanAsync(EvidenceType.Mp4, new byte[1], Token)).Refusal);
    }

    [Fact]
    public async Task The_scanner_is_asked_whether_it_answers()
    {
        using var documents = new Mat2DocumentCleaner("sh", "sh", TimeSpan.FromSeconds(1));
        using var clamd = new FakeClamd(null);

        Assert.Equal("connected", (await AskAsync(documents, new ClamdScanner(ClamdAddress.Parse(clamd.Address)!))).Scanner);
        Assert.StartsWith("unreachable", (await AskAsync(documents, new ClamdScanner(ClamdAddress.Parse("unix:/nowhere/clamd.ctl")!))).Scanner, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unix:/run/clamav/clamd.ctl", true)]
    [InlineData("", true)]
    [InlineData("localhost:3310", false)]
    public void The_setting_is_checked_at_start(string clamd, bool isRight)
        => Assert.Equal(isRight, new StorageOptionsValidator().Validate(null, new StorageOptions { Clamd = clamd }).Succeeded);

    private static EvidenceProbe ProbeOf(IDocumentCleaner documents, IEvidenceScanner? scanner = null)
        => new(documents, scanner ?? new NoScanner(), new EvidenceIntakeOptions(AllowMedia: true), TimeProvider.System);

    private static Task<HealthParts> AskAsync(IDocumentCleaner documents, IEvidenceScanner scanner) => ProbeOf(documents, scanner).AskAsync(Token);
}
