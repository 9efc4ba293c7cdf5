using Mibsp.Domain.Common;

namespace Mibsp.Domain.Filing;

/// <summary>From when on reports to one department are a burst: more than <paramref name="After"/> within <paramref name="Window"/>.</summary>
public sealed record BurstLimits(int After, TimeSpan Window)
{
    public static readonly BurstLimits Usual = new(30, TimeSpan.FromMinutes(10));
}

/// <summary>
/// Notices when far more reports reach a department than people write, so that they can be shown together and announced once.
/// It decides nothing else: a report in a burst is filed, and its deadline runs, like any other. Times are held in memory only.
/// </summary>
public sealed class BurstWatch(TimeProvider clock, BurstLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Recent> _departments = [];

    /// <summary>Counts one more report to the department. Returns the burst it is part of, or null when it came in as usual.</summary>
    public Guid? Next(int departmentId)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (!_departments.TryGetValue(departmentId, out var recent))
            {
                _departments.Add(departmentId, recent = new Recent());
            }

            // Never more times than the limit needs, however long the flood.
            recent.Times.Enqueue(now);
            while (recent.Times.Count > limits.After + 1 || now - recent.Times.Peek() > limits.Window)
            {
                recent.Times.Dequeue();
            }

            recent.Burst = recent.Times.Count > limits.After ? recent.Burst ?? Identifiers.Random() : null;
            return recent.Burst;
        }
    }

    private sealed class Recent
    {
        public Queue<DateTimeOffset> Times { get; } = [];

        public Guid? Burst { get; set; }
    }
}
