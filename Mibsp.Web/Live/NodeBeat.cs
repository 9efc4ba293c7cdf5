using Mibsp.Domain.Common;
using Mibsp.Domain.Nodes;
using Mibsp.Web.Flood;
using Mibsp.Web.Security.Discretion;

namespace Mibsp.Web.Live;

/// <summary>
/// Tells the other nodes each second that this one is alive and how much is written on it, and hears the same of them: so the limits that keep
/// floods out hold for the town. While the database is away, what was known last holds.
/// </summary>
internal sealed class NodeBeat(NodeKeeping keeping, TownNodes nodes, LoadMeter load, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    /// <summary>Whoever was silent for so long does not count.</summary>
    private static readonly TimeSpan _silent = TimeSpan.FromSeconds(10);

    /// <summary>Whoever was silent for so long was ended without a word.</summary>
    private static readonly TimeSpan _gone = TimeSpan.FromMinutes(2);

    private readonly Guid _id = Identifiers.Random();
    private readonly Dictionary<Guid, Heard> _others = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        CurrentWork.FollowsCitizens();
        using var timer = new PeriodicTimer(_interval, clock);
        try
        {
            do
            {
                await TryBeatAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal is stopping.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await keeping.RemoveAsync(_id, null, cancellationToken);
        }
        catch (Exception)
        {
            // Its silence says the same.
        }
    }

    internal async Task BeatAsync(CancellationToken ct)
    {
        var now = clock.GetTimestamp();
        var signs = await keeping.BeatAsync(_id, load.Total, ct);
        foreach (var sign in signs)
        {
            await HearAsync(sign, now, ct);
        }

        // Who is not in the list any more has said that it ends, or was removed by another node.
        foreach (var gone in _others.Keys.Except(signs.Select(sign => sign.Id)).ToList())
        {
            _others.Remove(gone);
        }

        nodes.Count = 1 + _others.Values.Count(other => clock.GetElapsedTime(other.HeardAt, now) < _silent);
        Miss(now);
    }

    // Only of those that were heard to beat: a row that says always the same may be left from before this node began.
    private void Miss(long now)
    {
        foreach (var (id, other) in _others.Where(other => other.Value.IsBeating && clock.GetElapsedTime(other.Value.HeardAt, now) >= _silent).ToList())
        {
            _others[id] = other with { IsBeating = false };
            nodes.Missing++;
        }
    }

    private async Task HearAsync(NodeSign sign, long now, CancellationToken ct)
    {
        if (!_others.TryGetValue(sign.Id, out var before))
        {
            _others[sign.Id] = new Heard(sign, now, IsBeating: false);
        }
        else if (before.Sign.Beat != sign.Beat)
        {
            load.CountOthers((int)Math.Clamp(sign.Written - before.Sign.Written, 0, int.MaxValue));
            nodes.Missing -= before.IsBeating ? 0 : 1;
            _others[sign.Id] = new Heard(sign, now, IsBeating: true);
        }
        else if (clock.GetElapsedTime(before.HeardAt, now) > _gone)
        {
            await keeping.RemoveAsync(sign.Id, sign.Beat, ct);
            _others.Remove(sign.Id);
        }
    }

    private async Task TryBeatAsync(CancellationToken ct)
    {
        try
        {
            await BeatAsync(ct);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            // The next second tries again. That the database is away is said by those who need it more.
        }
    }

    private sealed record Heard(NodeSign Sign, long HeardAt, bool IsBeating);
}
