using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Mibsp.Domain.Common;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Departments;
using Mibsp.Tests.Support;
using Mibsp.Web.Endpoints;
using Mibsp.Web.Live;

namespace Mibsp.Tests.Web.Live;

/// <summary>The public figures follow every change, the day, and other processes, and outlast a database that is away.</summary>
public sealed class PublicFiguresTests : IAsyncLifetime
{
    private readonly TestPortal _portal = new();
    private PublicFigures _figures = default!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _portal.Town.FoundAsync();
        _figures = Make(_portal);
        await _figures.RefreshAsync(Token);
    }

    public ValueTask DisposeAsync()
    {
        _figures.Dispose();
        _portal.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_filed_complaint_counts_at_once_and_open_pages_are_told()
    {
        await _figures.StartAsync(Token);
        var told = new TaskCompletionSource();
        using var page = _portal.Get<LiveUpdates>().Subscribe(LiveUpdates.FiguresTopic, () =>
        {
            told.TrySetResult();
            return Task.CompletedTask;
        });
        var before = _figures.Now.Version;

        await _portal.Town.FileAsync();

        await told.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
        Assert.Equal(1, _figures.Now.Figures.Total);
        Assert.True(_figures.Now.Version > before);
        await _figures.StopAsync(Token);
        Assert.Equal(0, _portal.Get<LiveUpdates>().Count(LiveUpdates.AllTopic));
    }

    [Fact]
    public async Task What_another_process_did_is_seen_by_the_length_of_the_record()
    {
        // This one's service was never started, so that it hears of nothing.
        await _portal.Town.FileAsync();
        await _figures.RefreshAsync(Token);

        Assert.Equal(1, _figures.Now.Figures.Total);
    }

    [Fact]
    public async Task Nothing_is_read_again_while_nothing_changes()
    {
        var before = _figures.Now;
        await _figures.RefreshAsync(Token);

        Assert.Same(before, _figures.Now);
    }

    [Fact]
    public async Task A_new_day_makes_complaints_delayed()
    {
        await _portal.Town.FileAsync();
        await _figures.RefreshAsync(Token);
        Assert.Equal(0, _figures.Now.Figures.Delayed);

        _portal.Clock.Advance(TimeSpan.FromDays(14));
        await _figures.RefreshAsync(Token);

        Assert.Equal(1, _figures.Now.Figures.Delayed);
    }

    [Fact]
    public async Task Health_is_bad_when_the_database_does_not_answer()
    {
        var database = new DatabaseProbe(_portal.Get<FigureQueries>(), TimeProvider.System);
        Assert.True(await database.AnswersAsync(Token));

        await using (var db = await _portal.Town.ContextAsync())
        {
            var file = new SqliteConnectionStringBuilder(Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetConnectionString(db.Database)).DataSource;
            SqliteConnection.ClearAllPools();
            File.WriteAllText(file, "This is no database.");
            foreach (var beside in new[] { "-wal", "-shm" })
            {
                File.Delete(file + beside);
            }
        }

        var before = _figures.Now;
        Assert.False(await database.AnswersAsync(Token));
        await Assert.ThrowsAnyAsync<Exception>(() => _figures.RefreshAsync(Token));
        Assert.Same(before, _figures.Now);
    }

    internal static PublicFigures Make(TestPortal portal) => new(
        portal.Get<FigureQueries>(), portal.Get<DirectoryQueries>(), portal.Get<LiveUpdates>(), portal.Get<MunicipalTime>(), TimeProvider.System,
        NullLogger<PublicFigures>.Instance);
}
