namespace Mibsp.Web.Flood;

/// <summary>How many writes of citizens were let in during the last minute. On all nodes together, in memory, and for nobody in particular.</summary>
internal sealed class LoadMeter(TimeProvider clock)
{
    private const int Seconds = 60;

    private readonly Lock _gate = new();
    private readonly (long Second, int Count)[] _counts = new (long, int)[Seconds];

    public int PerMinute
    {
        get
        {
            var now = Now;
            lock (_gate)
            {
                return _counts.Sum(slot => slot.Second > now - Seconds ? slot.Count : 0);
            }
        }
    }

    /// <summary>What was let in on this node since its start.</summary>
    public long Total { get; private set; }

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    public void Count()
    {
        lock (_gate)
        {
            Total++;
            Add(1);
        }
    }

    /// <summary>So much was let in on other nodes.</summary>
    public void CountOthers(int count)
    {
        lock (_gate)
        {
            Add(count);
        }
    }

    private void Add(int count)
    {
        var now = Now;
        ref var slot = ref _counts[now % Seconds];
        slot = (now, slot.Second == now ? slot.Count + count : count);
    }
}
