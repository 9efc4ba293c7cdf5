using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Analytics;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Waiting;

namespace Mibsp.Tests.Domain.Analytics;

/// <summary>Wherever an act is cut off, the figures are those of the complaints that there are.</summary>
public sealed class FigureCrashTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task An_act_that_fails_at_any_statement_or_at_its_commit_leaves_figures_and_complaints_alike(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (town, officer) = (await portal.Town.FoundAsync(), await portal.Town.HireAsync());
        var filed = await town.FileAndTakeAsync(officer);
        await town.ProposeAsync(filed, officer);
        var (failed, done) = (0, false);
        for (var at = 1; !done; at++)
        {
            Assert.True(at < 200, "It never came to its end.");
            using (new Cut(portal.ConnectionString, at))
            {
                try
                {
                    done = (await portal.Get<ComplaintTracking>().ContestAsync(filed.TrackingId, "It still leaks.", Token)).Succeeded;
                }
                catch (Exception fault) when (fault is CutOffException or { InnerException: CutOffException })
                {
                    failed++;
                }
            }

            await using var db = await town.ContextAsync();
            Assert.Equal(done ? 1 : 0, await db.FlowTallies.Where(t => t.Margin == Mibsp.Domain.Counters.FlowMargin.All && t.Grain == Mibsp.Domain.Counters.FlowGrain.Day).SumAsync(t => t.Contested, Token));
            Assert.Equal(0, (await FigureRecount.CompareAsync(db, null, Token)).Wrong.Cells);
        }

        Assert.True(failed > 10, $"It failed {failed} times only.");
        await Chronicle.HoldsAsync(portal);
    }

    [Fact]
    public async Task A_process_that_is_killed_in_the_midst_of_thousands_of_complaints_leaves_them_alike()
    {
        using var folder = new Scratch();
        await using var services = new ServiceCollection().AddLogging().AddMibspPersistence(new DatabaseConnection(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(folder.Path, "mibsp.db")}")).BuildServiceProvider();
        var contexts = services.GetRequiredService<IDbContextFactory<MibspDbContext>>();
        var before = 0;
        for (var round = 1; round <= 2; round++)
        {
            using var seed = Seed(folder.Path);
            await Eventually.HoldsAsync(async () => seed.HasExited || await CountAsync(contexts, folder.Path) >= before + 5000, TimeSpan.FromMinutes(5));

            seed.Kill(entireProcessTree: true);
            await seed.WaitForExitAsync(Token);
            var now = await CountAsync(contexts, folder.Path);
            await using var db = await contexts.CreateDbContextAsync(Token);
            Assert.InRange(now, before + 5000, before + 60_000);
            Assert.Equal(0, (await FigureRecount.CompareAsync(db, null, Token)).Wrong.Cells);
            before = now;
        }
    }

    private static Process Seed(string folder)
    {
        var web = Path.Combine(Repository.Root, "Mibsp.Web");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Mibsp.Web.dll"), "seed", "--complaints", "60000"]) { WorkingDirectory = web, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Storage__Folder"] = folder;
        var seed = Process.Start(start)!;
        seed.BeginOutputReadLine();
        seed.BeginErrorReadLine();
        return seed;
    }

    // Before its first migration there is no table, and while it makes its indexes nobody may read.
    private static async Task<int> CountAsync(IDbContextFactory<MibspDbContext> contexts, string folder)
    {
        if (!File.Exists(Path.Combine(folder, "mibsp.db")))
        {
            return 0;
        }

        try
        {
            await using var db = await contexts.CreateDbContextAsync(Token);
            return await db.Complaints.CountAsync(Token);
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            return 0;
        }
    }

    private sealed class CutOffException() : Exception("Cut off.");

    private sealed class Scratch : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("mibsp-crash-").FullName;

        public void Dispose()
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(Path, recursive: true);
        }
    }

    /// <summary>Breaks off whatever is asked of this database as the so-and-so-manieth thing: a statement or the end of a transaction.</summary>
    private sealed class Cut : IDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        private readonly string _connection;
        private readonly List<IDisposable> _subscriptions = [];
        private int _left;

        public Cut(string connection, int at)
        {
            (_connection, _left) = (connection, at);
            _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
            {
                _subscriptions.Add(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            // Of other happenings the transaction may be gone already.
            var asked = value.Key == RelationalEventId.CommandExecuting.Name ? ((CommandEventData)value.Value!).Command.Connection?.ConnectionString
                : value.Key == RelationalEventId.TransactionCommitting.Name ? ((TransactionEventData)value.Value!).Transaction.Connection?.ConnectionString
                : null;
            if (asked == _connection && --_left == 0)
            {
                throw new CutOffException();
            }
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }

        public void Dispose() => _subscriptions.ForEach(s => s.Dispose());
    }
}
