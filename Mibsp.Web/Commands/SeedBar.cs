using System.Diagnostics;
using System.Globalization;
using Mibsp.Domain.Seeding;

namespace Mibsp.Web.Commands;

/// <summary>How far the planting has come: a bar that is drawn over itself on a console, and a line now and then elsewhere.</summary>
internal sealed class SeedBar(TextWriter output, bool isConsole) : IProgress<SeedProgress>
{
    private const int Width = 30;

    private static readonly TimeSpan _between = TimeSpan.FromSeconds(10);

    private readonly long _begun = Stopwatch.GetTimestamp();
    private TimeSpan _told = -_between;
    private SeedProgress _last = new(0, 0);

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_begun);

    public void Report(SeedProgress value)
    {
        _last = value;
        if (!isConsole && !value.IsOrdering && Elapsed - _told < _between)
        {
            return;
        }

        _told = Elapsed;
        var line = value.IsOrdering ? "Planted; now the indexes are made." : Line(value, Elapsed);
        output.Write(isConsole ? $"\r{line,-100}{(value.IsOrdering ? "\n" : "")}" : line + "\n");
    }

    public async Task<int> EndAsync()
    {
        var memory = Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{_last.Planted:N0} complaints were planted in {Elapsed:hh\\:mm\\:ss}; {memory} MB of memory at most."));
        return 0;
    }

    /// <summary>The bar, how many, how fast, and how long it will take.</summary>
    internal static string Line(SeedProgress progress, TimeSpan elapsed)
    {
        var share = progress.Complaints == 0 ? 1 : (double)progress.Planted / progress.Complaints;
        var rate = progress.Planted / Math.Max(elapsed.TotalSeconds, 0.001);
        var left = TimeSpan.FromSeconds(rate > 0 ? (progress.Complaints - progress.Planted) / rate : 0);
        var full = (int)(share * Width);
        return string.Create(CultureInfo.InvariantCulture,
            $"[{new string('#', full)}{new string('.', Width - full)}] {share:0%} {progress.Planted:N0} of {progress.Complaints:N0}, {rate:N0} a second, {left:mm\\:ss} left");
    }
}
