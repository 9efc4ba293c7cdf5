using System.Threading.Channels;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Persistence;
using Mibsp.Web.Security.Discretion;

namespace Mibsp.Web.Live;

/// <summary>
/// Tells open pages of this process what other processes did. The record is the outbox: each change is entered in it in the same
/// transaction. What this process did itself is passed over, because its services have told of it at once. The record is looked at
/// each second, and at once where the database rings; nothing is lost while it is away, because the place reached is kept.
/// </summary>
public sealed partial class RecordTail(
    RecordTailQueries record, IRecordBell bell, IComplaintEvents events, INoticeEvents notices, TimeProvider clock, ILogger<RecordTail> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(30);

    // Holds at most one: however often it rings, what is to be done is to look once more.
    private readonly Channel<bool> _woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _seen;
    private bool _failing;

    /// <summary>From here on. Read before the first page is served, so that no page is older than the place where reading begins.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _seen = await record.HeadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        CurrentWork.FollowsCitizens();
        try
        {
            await Task.WhenAll(TickAsync(stoppingToken), ListenAsync(stoppingToken), FollowAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal is stopping.
        }
    }

    /// <summary>Tells of everything appended since the last time.</summary>
    internal async Task ReadOnAsync(CancellationToken ct)
    {
        while (await record.AfterAsync(_seen, ct) is { } page)
        {
            foreach (var change in page.Changed)
            {
                events.Publish(change);
            }

            notices.Tell(page.Told);

            _seen = page.Last;
            if (!page.IsFull)
            {
                return;
            }
        }
    }

    private void Wake() => _woken.Writer.TryWrite(true);

    private async Task TickAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(_interval, clock);
        while (await timer.WaitForNextTickAsync(ct))
        {
            Wake();
        }
    }

    // A lost line is taken up again after one second, then two, four … at most thirty. Meanwhile there is the tick.
    private async Task ListenAsync(CancellationToken ct)
    {
        var pause = _interval;
        while (true)
        {
            try
            {
                await bell.ListenAsync(() =>
                {
                    pause = _interval;
                    Wake();
                }, ct);
            }
            catch (Exception lost) when (!ct.IsCancellationRequested)
            {
                LogDeaf(lost);
            }

            await Task.Delay(pause, clock, ct);
            pause = pause * 2 < _longestPause ? pause * 2 : _longestPause;
        }
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        await foreach (var _ in _woken.Reader.ReadAllAsync(ct))
        {
            try
            {
                await ReadOnAsync(ct);
                _failing = false;
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                // Whatever it is, the next second tries again from the same place. Said once, not each second.
                if (!_failing)
                {
                    _failing = true;
                    LogAway(failure);
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The record cannot be read; open pages hear of other nodes' changes later")]
    private partial void LogAway(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database's bell was lost; the record is looked at each second until it is back")]
    private partial void LogDeaf(Exception lost);
}
