using System.Diagnostics.Metrics;
using Mibsp.Domain.Common;

namespace Mibsp.Web.Observing;

/// <summary>
/// Counts of what citizens do, which are shown from the next day on: a figure that moved at ten past three would say that somebody filed at
/// ten past three, and whoever collects figures keeps them with their times.
/// </summary>
public sealed class DelayedCounts(MunicipalTime time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _counted = new(StringComparer.Ordinal);
    private Dictionary<string, long> _shown = new(StringComparer.Ordinal);
    private DateOnly _day = time.Today;

    /// <summary>How long the record was at the start, or when the day began.</summary>
    public long RecordLength { get; set; }

    public void Add(string what)
    {
        lock (_gate)
        {
            Turn();
            _counted[what] = _counted.GetValueOrDefault(what) + 1;
        }
    }

    public IEnumerable<Measurement<long>> Shown()
    {
        lock (_gate)
        {
            Turn();
            return [.. _shown.Select(count => new Measurement<long>(count.Value, new KeyValuePair<string, object?>("what", count.Key)))];
        }
    }

    // Whoever comes first on a new day finds all days before it, and nothing of this one.
    private void Turn()
    {
        if (time.Today is var today && today != _day)
        {
            (_day, _shown) = (today, new Dictionary<string, long>(_counted, StringComparer.Ordinal));
        }
    }
}
