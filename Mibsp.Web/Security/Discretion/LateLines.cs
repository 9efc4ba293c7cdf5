using System.Security.Cryptography;

namespace Mibsp.Web.Security.Discretion;

/// <summary>
/// Warnings and errors from citizens' requests. A line in a log has a time, whoever writes it there, and that time would be
/// the citizen's. So these lines wait for a random half to one and a half hours, or for the portal to stop, and are then
/// written in the order of the alphabet, each once with how often it came.
/// </summary>
internal sealed class LateLines : IDisposable
{
    private const int DifferentLines = 200;
    private const int LeastMinutes = 30;
    private const int MostMinutes = 90;

    private readonly Lock _gate = new();
    private readonly Dictionary<(ILogger Log, LogLevel Level, EventId Event, string Line), int> _waiting = [];
    private readonly ITimer _timer;
    private int _left;

    public LateLines(TimeProvider clock)
        => _timer = clock.CreateTimer(_ => Flush(), null, NextWait(), Timeout.InfiniteTimeSpan);

    /// <summary>Set when the portal begins to answer. Before that there is nobody to tell of.</summary>
    public bool IsOpen { get; set; }

    public void Add(ILogger log, LogLevel level, EventId @event, string line)
    {
        lock (_gate)
        {
            var key = (log, level, @event, line);
            if (_waiting.TryGetValue(key, out var count))
            {
                _waiting[key] = count + 1;
            }
            else if (_waiting.Count < DifferentLines)
            {
                _waiting.Add(key, 1);
            }
            else
            {
                _left++;
            }
        }
    }

    public void Flush()
    {
        KeyValuePair<(ILogger Log, LogLevel Level, EventId Event, string Line), int>[] lines;
        int left;
        lock (_gate)
        {
            (lines, left) = ([.. _waiting.OrderBy(entry => entry.Key.Line, StringComparer.Ordinal)], _left);
            _waiting.Clear();
            _left = 0;
        }

        foreach (var ((log, level, @event, line), count) in lines)
        {
            Write(log, level, @event, $"{line} (late; times: {count})");
        }

        if (left > 0)
        {
            Write(lines[0].Key.Log, LogLevel.Warning, default, $"Further lines left out: {left}");
        }

        _timer.Change(NextWait(), Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        Flush();
        _timer.Dispose();
    }

    public static void Write(ILogger log, LogLevel level, EventId @event, string line)
        => log.Log(level, @event, line, null, static (words, _) => words);

    private static TimeSpan NextWait() => TimeSpan.FromMinutes(RandomNumberGenerator.GetInt32(LeastMinutes, MostMinutes));
}
