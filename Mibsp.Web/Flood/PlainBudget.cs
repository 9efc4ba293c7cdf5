using Microsoft.Extensions.Options;
using Mibsp.Web.Options;

namespace Mibsp.Web.Flood;

/// <summary>
/// How many forms without work are let in: so many a minute for all together; each node has its share. Who comes when they are used up is given a turn in
/// the line, and is let in when it has come, whatever happens meanwhile. The line has an end: nobody is ever told to wait for
/// longer than five minutes, and who is not part of the flood not longer than the ordinary delay at its longest.
/// </summary>
internal sealed class PlainBudget(TimeProvider clock, TownNodes nodes, IOptions<FloodOptions> options)
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan _saved = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Takes a place. Zero: now; otherwise so long until its turn.</summary>
    public TimeSpan Reserve(bool isHeavy)
    {
        var now = clock.GetUtcNow();
        var interval = TimeSpan.FromMinutes(1) / options.Value.PlainPerMinute * nodes.Count;
        lock (_gate)
        {
            // What was not used during the last minute can be used at once.
            _next = (_next < now - _saved ? now - _saved : _next) + interval;
            if (_next > now + Longest)
            {
                _next = now + Longest;
            }

            var wait = _next - now;
            var most = isHeavy ? Longest : TimeSpan.FromSeconds(options.Value.MostSeconds);
            return wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < most ? wait : most;
        }
    }
}
