namespace Mibsp.Web.Flood;

/// <summary>
/// A leaking bucket for each key, in memory, for a bounded number of keys: the one that was quiet for longest makes room. Nobody is
/// refused by it; it only tells how full a bucket is.
/// </summary>
internal sealed class VisitorBuckets(TimeProvider clock, double perSecond, int capacity, int most = VisitorBuckets.Most)
{
    public const int Most = 50_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<VisitorKey, LinkedListNode<Bucket>> _byKey = [];
    private readonly LinkedList<Bucket> _byUse = [];

    public int Capacity => capacity;

    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _byKey.Count;
            }
        }
    }

    /// <summary>Puts one in, which counts for <paramref name="weight"/>, and says how many there are now: at most twice what fits, so that a full bucket is empty again soon.</summary>
    public double Add(VisitorKey key, int weight = 1)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            var level = Math.Min(Level(key, now) + weight, 2 * capacity);
            if (_byKey.Remove(key, out var old))
            {
                _byUse.Remove(old);
            }
            else if (_byKey.Count >= most)
            {
                _byKey.Remove(_byUse.First!.Value.Key);
                _byUse.RemoveFirst();
            }

            _byKey.Add(key, _byUse.AddLast(new Bucket(key, level, now)));
            return level;
        }
    }

    public double Level(VisitorKey key)
    {
        lock (_gate)
        {
            return Level(key, clock.GetUtcNow());
        }
    }

    private double Level(VisitorKey key, DateTimeOffset now) => _byKey.TryGetValue(key, out var found)
        ? Math.Max(0, found.Value.Level - (Math.Max(0, (now - found.Value.At).TotalSeconds) * perSecond))
        : 0;

    private sealed record Bucket(VisitorKey Key, double Level, DateTimeOffset At);
}
