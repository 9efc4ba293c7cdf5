namespace Mibsp.Web.Observing;

/// <summary>How late live updates begin: only the step that 99 of the last 100 kept to, because each single one follows somebody's act.</summary>
public sealed class LiveDelays
{
    private const int Kept = 100;
    private static readonly double[] _steps = [0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly Lock _gate = new();
    private readonly double[] _last = new double[Kept];
    private int _next;

    public void Add(TimeSpan delay)
    {
        lock (_gate)
        {
            _last[_next] = delay.TotalSeconds;
            _next = (_next + 1) % Kept;
        }
    }

    /// <summary>In seconds. Above the last step it is told as a minute.</summary>
    public double Worst()
    {
        lock (_gate)
        {
            var late = _last.Order().ElementAt(Kept - 2);
            return _steps.FirstOrDefault(step => late <= step, 60);
        }
    }
}
