using Microsoft.Extensions.Options;
using Mibsp.Web.Options;

namespace Mibsp.Web.Flood;

/// <summary>
/// Slows down whoever tries one tracking ID after the other. The pause comes before the ID is looked at, so it is the same for
/// one that is known, unknown or no ID at all. Nobody is refused: the length of the ID is what keeps guesses out
/// (infra/decisions/0008-flood-control.md), and this keeps guessing from being a load.
/// </summary>
public sealed class LookUpPacing
{
    /// <summary>The longest pause: what a person hardly minds.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private const int AllToOne = 20;
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _clock;
    private readonly TownNodes _nodes;
    private readonly VisitorBuckets _each;
    private readonly VisitorBuckets _all;

    internal LookUpPacing(TimeProvider clock, TownNodes nodes, IOptions<FloodOptions> options)
    {
        var perMinute = options.Value.LookUpsPerMinute;
        (_clock, _nodes) = (clock, nodes);
        _each = new VisitorBuckets(clock, perMinute / 60.0, perMinute);
        _all = new VisitorBuckets(clock, AllToOne * perMinute / 60.0, AllToOne * perMinute, most: 1);
    }

    /// <summary>Counts a look-up and waits as long as it has to.</summary>
    public Task PauseAsync(VisitorKey visitor, CancellationToken ct) => Count(visitor) is { Ticks: > 0 } pause ? Task.Delay(pause, _clock, ct) : Task.CompletedTask;

    /// <summary>Counts a look-up and says how long it has to wait.</summary>
    internal TimeSpan Count(VisitorKey visitor)
    {
        var pause = _step * Math.Max(Over(_each, visitor), Over(_all, default));
        return pause < Longest ? pause : Longest;
    }

    private double Over(VisitorBuckets buckets, VisitorKey key) => Math.Max(0, buckets.Add(key, _nodes.Count) - buckets.Capacity);
}
