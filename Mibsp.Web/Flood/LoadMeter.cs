namespace Mibsp.Web.Flood;

/// <summary>How many writes of citizens were let in during the last minute. In memory, for all together and for nobody in particular.</summary>
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

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    public void Count()
    {
        var now = Now;
        lock (_gate)
        {
            ref var slot = ref _counts[now % Seconds];
            slot = (now, slot.Second == now ? slot.Count + 1 : 1);
        }
    }
}
