using System.Diagnostics;
using System.Globalization;
using Mibsp.Domain.Persistence;

namespace Mibsp.Tests.Faults;

/// <summary>
/// People file, track, answer, upload and work without pause, while faults are drawn by lot. After all of them nothing that was
/// acknowledged is lost, the record holds, and every error that a citizen saw was a sentence. infra/scripts/faults.sh runs as many as one likes.
/// </summary>
[Trait("Category", "Faults")]
public sealed class FaultSuiteTests
{
    private const int Citizens = 6;

    // Short by default, so that it is run each time.
    private static readonly int _faults = int.Parse(Environment.GetEnvironmentVariable("MIBSP_FAULTS") ?? "6", CultureInfo.InvariantCulture);

    private static readonly ulong _seed = ulong.TryParse(Environment.GetEnvironmentVariable("MIBSP_FAULT_SEED"), out var given)
        ? given
        : (ulong)TimeProvider.System.GetUtcNow().Ticks;

    private static readonly string? _on = Environment.GetEnvironmentVariable("MIBSP_FAULTS_ON");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Nothing_acknowledged_is_lost_whatever_happens(DatabaseProvider provider)
    {
        Assert.SkipWhen(_on is not null && _on != provider.ToString(), $"Only {_on} was asked for.");
        Assert.SkipWhen(provider is DatabaseProvider.PostgreSql && OwnPostgres.WhyNot is not null, OwnPostgres.WhyNot ?? "");
        Say($"{provider}: {_faults} faults by seed {_seed}; again: MIBSP_FAULT_SEED={_seed}");
        await using var scene = await Scene.OpenAsync(provider, Token);
        Say($"{provider}: {(scene.HasDisk ? "" : "no disk to fill here; ")}{(scene.Clock is null ? "no clock jumps; " : "")}begun");
        var (kept, dice, all, done) = (new Kept(), new Dice(_seed), Mischief.All(scene), new List<string>());
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var crowd = await GatherAsync(scene, kept, end.Token);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < _faults; i++)
        {
            await Pass.ForAsync(dice.While(50, 600), Token);
            await BusyAsync(scene);
            var next = Draw(all, dice);
            scene.Witness.Fault = $"{i + 1} {next.Name}";
            await next.DoAsync(scene, dice, Token);
            done.Add(next.Name);
            Tell(scene, provider, i + 1, watch);
        }

        scene.Mend();
        await end.CancelAsync();
        await Task.WhenAll(crowd);
        Say($"{provider}: {done.Count} faults in {watch.Elapsed.TotalSeconds:0} s: {string.Join(", ", done.CountBy(name => name).OrderBy(d => d.Key).Select(d => $"{d.Value} {d.Key}"))}");
        Say($"{provider}: seen: {string.Join(", ", scene.Witness.Seen.OrderBy(s => s.Key).Select(s => $"{s.Value} {s.Key}"))}");
        scene.Witness.Fault = "in the end";
        await Reckoning.HoldsAsync(scene, kept);
        Say($"{provider}: {kept.Cases.Count} complaints, {kept.Cases.Sum(c => c.Said.Count)} messages and {kept.Cases.Sum(c => c.Files)} files were acknowledged; all are there, once");
        Assert.NotEmpty(kept.Cases);
    }

    /// <summary>A fault among people who sleep shows nothing: something was acknowledged since the last one, unless that takes too long.</summary>
    private static async Task BusyAsync(Scene scene)
    {
        var (before, patience) = (scene.Witness.Acknowledged, Stopwatch.StartNew());
        while (scene.Witness.Acknowledged < before + 2 && patience.Elapsed < TimeSpan.FromSeconds(10))
        {
            await Pass.ForAsync(TimeSpan.FromMilliseconds(20), Token);
        }
    }

    private static async Task<Task[]> GatherAsync(Scene scene, Kept kept, CancellationToken end)
    {
        var (first, second) = (await scene.Hall.Town.HireAsync(), await scene.Hall.Town.HireAsync());
        return
        [
            .. Enumerable.Range(1, Citizens).Select(i => Task.Run(() => new Citizen(scene, kept, $"c{i}").LiveAsync(end), Token)),
            Task.Run(() => new Officer(scene, kept, first).WorkAsync(end), Token),
            Task.Run(() => new Officer(scene, kept, second).WorkAsync(end), Token),
            Task.Run(() => new Officer(scene, kept, first).WatchAsync(end), Token),
        ];
    }

    private static Mischief Draw(IReadOnlyList<Mischief> all, Dice dice)
    {
        var at = dice.Below(all.Sum(m => m.Weight));
        return all.First(m => (at -= m.Weight) < 0);
    }

    private static void Tell(Scene scene, DatabaseProvider provider, int number, Stopwatch watch)
    {
        if (number % 25 == 0 || _faults <= 40)
        {
            Say($"{provider}: {scene.Witness.Fault}, {watch.Elapsed.TotalSeconds:0} s, {scene.Witness.Seen.GetValueOrDefault("filed")} filed, broken so far: {scene.Witness.Broken.Count} {scene.Witness.Broken.FirstOrDefault()}");
        }
    }

    private static void Say(string line) => Console.Out.WriteLine($"faults: {line}");
}
