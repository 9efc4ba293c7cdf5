using System.Diagnostics;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Secrets;

namespace Mibsp.Tests.Web.Host;

/// <summary>The real program, as an operator calls it, beside a portal that has the same folder open.</summary>
public sealed class KeysCommandTests : IDisposable
{
    private readonly TestPortal _portal = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Keys_are_listed_rotated_and_retired_while_the_portal_runs()
    {
        var filed = await (await _portal.Town.FoundAsync()).FileAsync();
        var first = _portal.Get<KeyRing>().CurrentId;

        Assert.Equal((0, $"{first}: wraps the keys of 1 complaints; current."), await RunAsync("keys", "list"));
        var (code, said) = await RunAsync("keys", "rotate");
        var second = _portal.Get<KeyRing>().CurrentId;
        Assert.Equal(0, code);
        Assert.Contains($"The key {second} was made and is current.", said, StringComparison.Ordinal);
        Assert.Contains("The keys of 1 complaints were wrapped with it.", said, StringComparison.Ordinal);
        Assert.Contains($"keys retire {first}", said, StringComparison.Ordinal);
        Assert.Equal((1, $"{second} is the current key. Rotate first."), await RunAsync("keys", "retire", second));
        Assert.Equal((0, $"{first} was destroyed. Delete it from your backups of the keys, too."), await RunAsync("keys", "retire", first));

        Assert.NotNull(await _portal.Get<TrackingQueries>().FindAsync(filed.TrackingId, Token));
        using var cipher = await _portal.CipherAsync(filed.Id);
        await Chronicle.HoldsAsync(_portal);
    }

    [Fact]
    public async Task A_command_there_is_none_of_says_which_there_are()
        => Assert.Equal((2, "Use: keys list, keys rotate, or keys retire ID."), await RunAsync("keys", "burn"));

    [Fact]
    public async Task Without_the_ring_the_portal_does_not_start_and_says_what_to_restore()
    {
        await (await _portal.Town.FoundAsync()).FileAsync();
        var ring = _portal.Get<KeyRing>();
        var (id, folder) = (ring.CurrentId, ring.Folder);
        File.Delete(Path.Combine(folder, id + ".key"));

        var (code, said) = await RunAsync();

        Assert.Equal(1, code);
        Assert.Equal(
            $"The key ring {folder} lacks the key {id}, without which the complaints in this database cannot be read. "
            + $"Restore {id}.key from the backup of the keys to that folder and start again.", said);
        Assert.Empty(Directory.GetFiles(folder, "*.key"));
        Assert.Equal((1, true), (await RunAsync("keys", "rotate")) is var (refused, why) ? (refused, why.Contains("is empty", StringComparison.Ordinal)) : default);
    }

    [Fact]
    public async Task With_a_damaged_key_the_portal_does_not_start_and_says_which()
    {
        await (await _portal.Town.FoundAsync()).FileAsync();
        var file = Path.Combine(_portal.Get<KeyRing>().Folder, _portal.Get<KeyRing>().CurrentId + ".key");
        await File.WriteAllTextAsync(file, "damaged", Token);

        var (code, said) = await RunAsync();

        Assert.Equal(1, code);
        Assert.StartsWith($"The key file {file} is damaged", said, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Said)> RunAsync(params string[] args)
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.Combine(Repository.Root, "Mibsp.Web", "bin", built, "net10.0", "Mibsp.Web.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. args])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "Mibsp.Web"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Testing";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Storage__Folder"] = _portal.Folder;
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(120));
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, ((await output) + (await errors)).Trim());
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
