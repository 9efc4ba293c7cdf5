using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Mibsp.Tests.Bench;

/// <summary>Asks for one address over kept connections as fast as it is answered, by wrk and as if through a proxy, and says how often that is in a second.</summary>
internal static partial class Load
{
    private const int Connections = 32;

    /// <summary>How many answers a second. Fails when one of them was not a success.</summary>
    public static async Task<double> AskAsync(Uri address, CancellationToken ct, double seconds = 0)
    {
        var length = seconds > 0 ? seconds : Table.Setting("SECONDS", 2);
        var start = new ProcessStartInfo("wrk", ["-t1", "-H", "X-Forwarded-Proto: https", $"-c{Connections}", string.Create(CultureInfo.InvariantCulture, $"-d{length:0}s"), address.ToString()]) { RedirectStandardOutput = true };
        using var wrk = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(length + 20));
        try
        {
            var said = await wrk.StandardOutput.ReadToEndAsync(limit.Token);
            Assert.DoesNotContain("Non-2xx", said, StringComparison.Ordinal);
            return double.Parse(Rate().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
        }
        finally
        {
            if (!wrk.HasExited)
            {
                wrk.Kill();
            }
        }
    }

    /// <summary>
    /// Two addresses in turns, so that a slow minute of the machine meets both: the medians of their rates, and the median of what the first is of the second in the
    /// same round.
    /// </summary>
    public static async Task<(double First, double Second, double Ratio)> CompareAsync(Uri first, Uri second, CancellationToken ct)
    {
        await AskAsync(first, ct, 1);
        await AskAsync(second, ct, 1);
        var (ones, others, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Table.Setting("ROUNDS", 3); round++)
        {
            var (one, other) = round % 2 == 0 ? (await AskAsync(first, ct), await AskAsync(second, ct)) : Turned(await AskAsync(second, ct), await AskAsync(first, ct));
            ones.Add(one);
            others.Add(other);
            ratios.Add(one / other);
        }

        return (Table.Median(ones), Table.Median(others), Table.Median(ratios));
    }

    private static (double, double) Turned(double other, double one) => (one, other);

    [GeneratedRegex("Requests/sec:\\s+([0-9.]+)")]
    private static partial Regex Rate();
}
