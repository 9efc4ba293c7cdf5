using Mibsp.Domain.Common;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Departments;
using Mibsp.Web.Security.Discretion;

namespace Mibsp.Web.Live;

/// <summary>
/// What everybody may see, as of <paramref name="Version"/>: a number that grows whenever anything in it may have changed.
/// </summary>
public sealed record PublicSnapshot(
    long Version, Figures Figures, IReadOnlyList<DepartmentRow> Departments, IReadOnlyList<ServiceRow> Services)
{
    /// <summary>Whether the other one would look the same.</summary>
    public bool Shows(PublicSnapshot other)
        => Figures.Equal(other.Figures) && Departments.SequenceEqual(other.Departments) && Services.SequenceEqual(other.Services);
}

/// <summary>
/// Keeps the public figures and the directory in memory, so that no visitor makes the database work. They are read anew
/// at once after a complaint's change in this process, and within a second after a change anywhere else: whatever
/// changes a figure or the directory lengthens the record, and its length is looked at each second. (What <see cref="RecordTail"/> tells
/// comes here, too, and mostly first. But it tells of complaints only, and not of the directory or of a new day: hence an own look,
/// which costs one row.)
/// </summary>
public sealed partial class PublicFigures(
    FigureQueries figures, DirectoryQueries directory, LiveUpdates live, MunicipalTime time, TimeProvider clock, ILogger<PublicFigures> logger)
    : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile PublicSnapshot? _now;
    private bool _failing;

    /// <summary>Never older than two seconds, unless the database is away.</summary>
    public PublicSnapshot Now => _now ?? throw new InvalidOperationException("The figures are asked for before the portal has started.");

    /// <summary>The first read happens before the first request is answered: without it there is nothing to answer with.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _gate.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        CurrentWork.FollowsCitizens();
        // Bursts are folded by the subscription: at most one reading and one due.
        using var changes = live.Subscribe(LiveUpdates.AllTopic, () => TryRefreshAsync(stoppingToken));
        using var timer = new PeriodicTimer(_interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryRefreshAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal is stopping.
        }
    }

    /// <summary>Reads anew if the record has grown or the day has changed, and tells open pages.</summary>
    internal async Task RefreshAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            // A day that has begun makes complaints delayed without anybody's act.
            if (_now is { } seen && seen.Figures.On == time.Today && seen.Figures.Sequence == await figures.SequenceAsync(ct))
            {
                return;
            }

            var read = new PublicSnapshot(
                (_now?.Version ?? 0) + 1, await figures.ReadAsync(ct), await directory.DepartmentsAsync(ct), await directory.ServicesAsync(ct));
            if (_now is { } same && same.Shows(read))
            {
                // Somebody did something that no figure tells. A page that stirs would tell when.
                _now = same with { Figures = same.Figures with { Sequence = read.Figures.Sequence } };
                return;
            }

            _now = read;
        }
        finally
        {
            _gate.Release();
        }

        live.Announce(LiveUpdates.FiguresTopic);
    }

    private async Task TryRefreshAsync(CancellationToken ct)
    {
        try
        {
            await RefreshAsync(ct);
            if (_failing)
            {
                _failing = false;
                LogBack();
            }
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // The portal is stopping; a read that was cut off says nothing about the database.
        }
        catch (Exception failure)
        {
            // Whatever it is, the last figures stay and the next second tries again. Said once, not each second.
            if (!_failing)
            {
                _failing = true;
                LogAway(failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The public figures cannot be read; the last ones stay")]
    private partial void LogAway(Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "The public figures are read again")]
    private partial void LogBack();
}
