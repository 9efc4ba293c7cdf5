using Mibsp.Domain.Evidence;
using Mibsp.Domain.Evidence.Cleaning;
using Mibsp.Domain.Evidence.Cleaning.Documents;
using Mibsp.Domain.Evidence.Cleaning.Pictures;

namespace Mibsp.Tests.Domain.Evidence.Documents;

public sealed class Mat2DocumentCleanerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cleaner-test-").FullName;
    private readonly string _seconds = $"30.{System.Security.Cryptography.RandomNumberGenerator.GetInt32(1_000_000)}";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_document_loses_what_it_told()
    {
        Assert.SkipWhen(FencedProcess.Find("mat2") is null, "mat2 is not installed");
        using var cleaner = new Mat2DocumentCleaner(TimeProvider.System);
        CleaningOutcome outcome = await cleaner.CleanAsync(EvidenceType.Pdf, Samples.Read("rich.pdf"), TestContext.Current.CancellationToken);
        Assert.Null(outcome.Refusal);
        Assert.Equal(EvidenceType.Pdf, EvidenceSniffer.TypeOf(outcome.Bytes));
        Assert.All(Samples.Marks, mark => Assert.False(Samples.Contains(outcome.Bytes!, mark), mark));
        Assert.Equal([FoundMetadata.Time, FoundMetadata.Author, FoundMetadata.Text, FoundMetadata.Program], outcome.Found);

        CleaningOutcome again = await cleaner.CleanAsync(EvidenceType.Pdf, outcome.Bytes, TestContext.Current.CancellationToken);
        Assert.Empty(again.Found);
    }

    [Fact]
    public async Task A_document_that_is_none_is_refused()
    {
        Assert.SkipWhen(FencedProcess.Find("mat2") is null, "mat2 is not installed");
        using var cleaner = new Mat2DocumentCleaner(TimeProvider.System);
        CleaningOutcome outcome = await cleaner.CleanAsync(EvidenceType.Pdf, "%PDF-1.4 nothing startxref %%EOF"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal(EvidenceRefusal.CleanerFailed, outcome.Refusal);
    }

    [Fact]
    public async Task Without_the_program_nothing_is_taken()
    {
        using var cleaner = new Mat2DocumentCleaner("mat2-that-is-not-there", "ffmpeg", TimeSpan.FromSeconds(1));
        CleaningOutcome outcome = await cleaner.CleanAsync(EvidenceType.Pdf, new byte[1], TestContext.Current.CancellationToken);
        Assert.Equal(EvidenceRefusal.CleanerMissing, outcome.Refusal);
    }

    [Fact]
    public async Task A_program_that_hangs_ends_with_its_children_and_its_folder()
    {
        string where = Path.Combine(_folder, "where");
        using var cleaner = new Mat2DocumentCleaner(Script($"pwd > {where}; setsid sleep {_seconds} & sleep {_seconds}"), "ffmpeg", TimeSpan.FromSeconds(2));
        CleaningOutcome outcome = await cleaner.CleanAsync(EvidenceType.Pdf, new byte[1], TestContext.Current.CancellationToken);
        Assert.Equal(EvidenceRefusal.CleanerFailed, outcome.Refusal);
        Assert.False(Directory.Exists((await File.ReadAllTextAsync(where, TestContext.Current.CancellationToken)).Trim()));
        Assert.Empty(AliveWith(_seconds));
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("rm evidence.pdf")]
    [InlineData(": > evidence.pdf")]
    [InlineData("echo '<html>' > evidence.pdf")]
    [InlineData("cp evidence.pdf other.pdf; ln -sf other.pdf evidence.pdf")] // followed, it would be any file of ours
    public async Task A_program_that_leaves_no_document_is_refused(string does)
    {
        using var cleaner = new Mat2DocumentCleaner(Script(does), "ffmpeg", TimeSpan.FromSeconds(10));
        CleaningOutcome outcome = await cleaner.CleanAsync(EvidenceType.Pdf, Samples.Read("rich.pdf"), TestContext.Current.CancellationToken);
        Assert.Equal(EvidenceRefusal.CleanerFailed, outcome.Refusal);
    }

    [Fact]
    public async Task The_program_sees_no_network_and_no_secrets_of_ours()
    {
        string seen = Path.Combine(_folder, "seen");
        using var cleaner = new Mat2DocumentCleaner(Script($"(env; cat /proc/net/dev) > {seen}"), "ffmpeg", TimeSpan.FromSeconds(10));
        await cleaner.CleanAsync(EvidenceType.Pdf, Samples.Read("rich.pdf"), TestContext.Current.CancellationToken);
        string[] lines = await File.ReadAllLinesAsync(seen, TestContext.Current.CancellationToken);
        string[] names = ["PATH", "LANG", "HOME", "TMPDIR", "PWD", "SHLVL", "_", "OLDPWD"];
        Assert.All(lines.TakeWhile(line => !line.StartsWith("Inter-", StringComparison.Ordinal)), line => Assert.Contains(line.Split('=')[0], names));
        if ((await ProcessFence.FindAsync()).Contains("unshare"))
        {
            Assert.All(lines.Where(line => line.Contains(": ", StringComparison.Ordinal)), line => Assert.StartsWith("lo:", line.Trim(), StringComparison.Ordinal));
        }
    }

    private string Script(string does)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("needs a shell");
            return "";
        }

        string path = Path.Combine(_folder, "cleaner");
        File.WriteAllText(path, $"#!/bin/sh\n{does}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }

    // Looked for by what they were called with: in a number space of their own they know their numbers by other names.
    private static List<string> AliveWith(string argument)
    {
        var alive = new List<string>();
        foreach (string folder in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0').Contains(argument))
                {
                    alive.Add(folder);
                }
            }
            catch (IOException)
            {
                // It ended while it was looked at.
            }
        }

        return alive;
    }
}
