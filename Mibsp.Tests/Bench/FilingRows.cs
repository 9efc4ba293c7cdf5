using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Bench;

/// <summary>
/// Filing, until it is on the disk, in turns with EF Core saving the same rows; by one caller and by many. On SQLite, and on PostgreSQL with
/// MIBSP_BENCH_PROVIDER=PostgreSql.
/// </summary>
public sealed class FilingRows
{
    private static readonly DatabaseProvider _provider = Enum.Parse<DatabaseProvider>(Table.Text("PROVIDER") ?? "Sqlite");
    private static readonly TimeSpan _round = TimeSpan.FromMilliseconds(Table.Setting("ROUND", 1500));
    private static readonly int _rounds = Table.Setting("ROUNDS", 5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true), Trait("Row", "filing")]
    public async Task One_caller()
    {
        using var portal = await OpenAsync();
        using var other = await OpenAsync();
        var rows = await SameRows.LearnAsync(other);
        var (own, same, ratios, spent) = (new List<double>(), new List<double>(), new List<double>(), (Own: new List<double>(), Same: new List<double>()));
        await WarmUpAsync(1, () => FileAsync(portal));
        await WarmUpAsync(1, rows.SaveAsync);
        for (var round = 0; round < _rounds; round++)
        {
            var (filed, saved) = (await RateAsync(1, () => FileAsync(portal)), await RateAsync(1, rows.SaveAsync));
            own.Add(filed.Rate);
            same.Add(saved.Rate);
            ratios.Add(filed.Rate / saved.Rate);
            spent.Own.Add(filed.Spent);
            spent.Same.Add(saved.Spent);
        }

        Table.AtLeast("filing, durable, one caller" + On, $"{Table.Median(own):N0}/s", $"EF Core saving the same {rows.Count} rows in one transaction: {Table.Median(same):N0}/s", Table.Median(ratios), 0.6);
        Table.Note($"Processor for each: filing {Table.Median(spent.Own):0.0} ms, EF Core alone {Table.Median(spent.Same):0.0} ms.");
        await HoldsAsync(portal);
    }

    [Fact(Explicit = true), Trait("Row", "together")]
    public async Task Many_callers()
    {
        const int Callers = 64;
        using var portal = await OpenAsync();
        var (one, many, ratios, spent) = (new List<double>(), new List<double>(), new List<double>(), (One: new List<double>(), Many: new List<double>()));
        await WarmUpAsync(Callers, () => FileAsync(portal));
        for (var round = 0; round < _rounds; round++)
        {
            var (alone, together) = (await RateAsync(1, () => FileAsync(portal)), await RateAsync(Callers, () => FileAsync(portal)));
            one.Add(alone.Rate);
            many.Add(together.Rate);
            ratios.Add(together.Rate / alone.Rate);
            spent.One.Add(alone.Spent);
            spent.Many.Add(together.Spent);
        }

        Table.AtLeast($"filing, durable, {Callers} callers" + On, $"{Table.Median(many):N0}/s", $"itself with one caller: {Table.Median(one):N0}/s", Table.Median(ratios), 4);
        Table.Note($"Processor for each: one caller {Table.Median(spent.One):0.0} ms, {Callers} callers {Table.Median(spent.Many):0.0} ms.");
        await HoldsAsync(portal);
    }

    private static string On => _provider is DatabaseProvider.Sqlite ? "" : $" ({_provider})";

    private static async Task<TestPortal> OpenAsync()
    {
        var portal = new TestPortal(_provider, also: services => services.AddSingleton(new BurstLimits(1_000_000, TimeSpan.FromMinutes(10))));
        await portal.Town.FoundAsync();
        await FileAsync(portal);
        return portal;
    }

    private static async Task FileAsync(TestPortal portal)
    {
        var town = portal.Town;
        var outcome = await portal.Get<ComplaintFiling>().FileAsync(A.NewComplaint(town.Water, serviceId: town.Leakage, wardId: 2), TrackingId.New(), Token);
        Assert.Null(outcome.Refusal);
    }

    // Until all that is run was compiled for good, or some seconds have passed.
    private static async Task WarmUpAsync(int callers, Func<Task> act)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var left = 400; left > 0 && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(8); left -= callers)
        {
            await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(act)));
        }
    }

    // How often in a second, and how many milliseconds of the processor each takes.
    private static async Task<(double Rate, double Spent)> RateAsync(int callers, Func<Task> act)
    {
        var (begun, done, spent) = (Stopwatch.GetTimestamp(), 0, Environment.CpuUsage.TotalTime);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(begun) < _round)
            {
                await act();
                Interlocked.Increment(ref done);
            }
        })));
        return (done / Stopwatch.GetElapsedTime(begun).TotalSeconds, (Environment.CpuUsage.TotalTime - spent).TotalMilliseconds / done);
    }

    // What was measured is worth nothing if the record does not hold.
    private static async Task HoldsAsync(TestPortal portal)
    {
        var verdict = await portal.Get<Mibsp.Domain.Audit.AuditVerification>().VerifyAsync(Token);
        await using var db = await portal.Get<IDbContextFactory<MibspDbContext>>().CreateDbContextAsync(Token);
        Assert.True(verdict.Holds);
        Assert.Equal(await db.Complaints.CountAsync(Token), await db.ComplaintTallies.SumAsync(t => t.Count, Token));
    }
}
