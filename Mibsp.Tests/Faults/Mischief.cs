using Microsoft.Data.Sqlite;
using Mibsp.Domain.Persistence;

namespace Mibsp.Tests.Faults;

/// <summary>One kind of fault: what it is called, how often it is drawn, and how it is done and mended.</summary>
internal sealed record Mischief(string Name, int Weight, Func<Scene, Dice, CancellationToken, Task> DoAsync)
{
    /// <summary>All that can be done here.</summary>
    public static IReadOnlyList<Mischief> All(Scene scene) =>
    [
        new("kill -9", 3, async (s, _, ct) => { await s.KillAsync(ct); await s.StartAsync(ct); }),
        new("asked to end", 1, async (s, _, ct) => { await s.StopAsync(ct); await s.StartAsync(ct); }),
        new("key ring missing at start", 1, Breakage.WithoutRingAsync),
        .. scene.Provider is DatabaseProvider.Sqlite ? Embedded : Server,
        .. scene.HasDisk ? [new Mischief("disk full", 3, FillDiskAsync)] : Array.Empty<Mischief>(),
        .. scene.Clock is not null ? [new Mischief("clock jumps", 1, JumpAsync)] : Array.Empty<Mischief>(),
        new("scanner away", 2, (s, dice, ct) => LineAsync(s.Scanner, LineState.Refusing, dice, ct)),
        new("scanner silent", 2, (s, dice, ct) => LineAsync(s.Scanner, LineState.Silent, dice, ct)),
        new("mail server away", 1, (s, dice, ct) => LineAsync(s.Mail, dice.OneIn(2) ? LineState.Refusing : LineState.Silent, dice, ct)),
        new("half-open circuits", 2, Breakage.HalfOpenAsync),
        new("half-sent forms", 2, Breakage.HalfSentAsync),
        new("corrupted upload", 2, Breakage.CorruptUploadAsync),
    ];

    private static Mischief[] Embedded =>
    [
        new("database locked by another program", 4, LockAsync),
    ];

    private static Mischief[] Server =>
    [
        new("database stopped", 2, async (s, dice, ct) =>
        {
            await s.Postgres!.StopAsync(dice.OneIn(2) ? "fast" : "immediate");
            await Pass.ForAsync(dice.While(1, 1500), ct);
            await s.Postgres.StartAsync();
        }),
        new("database killed", 2, async (s, dice, ct) =>
        {
            await s.Postgres!.KillAsync();
            await Pass.ForAsync(dice.While(1, 1500), ct);
            await s.Postgres.StartAsync();
        }),
        new("database frozen", 2, async (s, dice, ct) =>
        {
            await s.Postgres!.FreezeAsync();
            await Pass.ForAsync(dice.While(500, 4000), ct);
            await s.Postgres.ThawAsync();
        }),
        new("lines to the database cut", 4, async (s, dice, ct) =>
        {
            for (var cuts = 1 + dice.Below(5); cuts > 0; cuts--)
            {
                s.DatabaseLine!.Cut();
                await Pass.ForAsync(dice.While(1, 250), ct);
            }
        }),
        new("database unreachable", 2, (s, dice, ct) =>
        {
            var gone = LineAsync(s.DatabaseLine!, LineState.Refusing, dice, ct);
            s.DatabaseLine!.Cut();
            return gone;
        }),
    ];

    private static async Task LineAsync(Line line, LineState state, Dice dice, CancellationToken ct)
    {
        line.State = state;
        await Pass.ForAsync(dice.While(300, 2500), ct);
        line.State = LineState.Open;
    }

    private static async Task LockAsync(Scene scene, Dice dice, CancellationToken ct)
    {
        await using var other = new SqliteConnection(scene.ConnectionString + ";Pooling=False;Default Timeout=30");
        await other.OpenAsync(ct);
        await using (var begin = other.CreateCommand())
        {
            begin.CommandText = "PRAGMA busy_timeout=30000; BEGIN IMMEDIATE;";
            await begin.ExecuteNonQueryAsync(ct);
        }

        // Seldom longer than the portal has patience for.
        await Pass.ForAsync(dice.OneIn(10) ? TimeSpan.FromSeconds(12) : dice.While(200, 3000), ct);
        await using var end = other.CreateCommand();
        end.CommandText = "ROLLBACK;";
        await end.ExecuteNonQueryAsync(ct);
    }

    private static async Task FillDiskAsync(Scene scene, Dice dice, CancellationToken ct)
    {
        var filler = Path.Combine(scene.Folder, "filler");
        await Scene.RunAsync("dd", "if=/dev/zero", $"of={filler}", "bs=64k");
        await Pass.ForAsync(dice.While(300, 2500), ct);
        File.Delete(filler);
    }

    // Within a day: people's forms are older or younger than they are, and the day is another.
    private static async Task JumpAsync(Scene scene, Dice dice, CancellationToken ct)
    {
        await scene.KillAsync(ct);
        scene.Warp(on: true);
        for (var jumps = 2 + dice.Below(3); jumps > 0; jumps--)
        {
            await File.WriteAllTextAsync(scene.Clock!, $"{(dice.OneIn(2) ? '+' : '-')}{1 + dice.Below(90_000)}", ct);
            if (scene.Witness.IsDead)
            {
                await scene.StartAsync(ct);
            }

            await Pass.ForAsync(dice.While(1000, 3000), ct);
        }

        await scene.KillAsync(ct);
        scene.Warp(on: false);
        await scene.StartAsync(ct);
    }
}
