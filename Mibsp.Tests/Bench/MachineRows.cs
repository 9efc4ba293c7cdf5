using System.Diagnostics;

namespace Mibsp.Tests.Bench;

/// <summary>What the machine itself can do, in the same run.</summary>
public sealed class MachineRows
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true), Trait("Row", "machine")]
    public async Task Limits()
    {
        var folder = Directory.CreateTempSubdirectory("mibsp-bench-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "ok.body"), "ok", Token);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "ok.headers"), "Content-Type: text/plain\n", Token);
            await using var bare = await Published.BareAsync(folder.FullName, Token);
            var ok = new Uri(bare.Address, "ok");
            await Load.AskAsync(ok, Token, 2);
            Table.Note($"This machine: {Environment.ProcessorCount} cores; {Syncs(folder.FullName):N0} writes of 4 kB forced to the disk a second; "
                + $"{await Load.AskAsync(ok, Token, 3):N0} answers of two bytes a second from a bare endpoint over loopback; load {await LoadAsync()} when it began.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Syncs(string folder)
    {
        using var file = File.OpenHandle(Path.Combine(folder, "sync"), FileMode.CreateNew, FileAccess.Write);
        var (page, count, began) = (new byte[4096], 0, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(2))
        {
            RandomAccess.Write(file, page, (long)count++ * page.Length);
            RandomAccess.FlushToDisk(file);
        }

        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<string> LoadAsync()
        => File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg", Token)).Split(' ')[0] : "unknown";
}
