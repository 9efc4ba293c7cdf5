using System.Globalization;

namespace Mibsp.Tests.Bench;

/// <summary>The table that infra/bench/table.sh prints, a line at a time.</summary>
internal static class Table
{
    private static readonly string? _report = Environment.GetEnvironmentVariable("MIBSP_BENCH_REPORT");

    /// <summary>A measure that must be at least so many times the limit.</summary>
    public static void AtLeast(string work, string measured, string limit, double ratio, double least)
        => Add(work, measured, limit, ratio, $"at least {N(least)}", ratio >= least);

    /// <summary>A measure that must be under so many times the limit.</summary>
    public static void Under(string work, string measured, string limit, double ratio, double most)
        => Add(work, measured, limit, ratio, $"under {N(most)}", ratio < most);

    /// <summary>A measure with a bound of its own.</summary>
    public static void Under(string work, string measured, string limit, double value, double most, string unit)
        => Line($"| {work} | {measured} | {limit} | {N(value)} {unit} | under {N(most)} {unit} | {Met(value < most)} |");

    /// <summary>What is said beside the rows.</summary>
    public static void Note(string text) => Line("> " + text);

    public static double Median(IEnumerable<double> found) => At([.. found.Order()], 0.5);

    public static double At(IReadOnlyList<double> ordered, double share) => ordered[Math.Max(0, (int)Math.Ceiling(share * ordered.Count) - 1)];

    public static string N(double value) => value.ToString(value >= 100 ? "N0" : "0.0##", CultureInfo.InvariantCulture);

    public static int Setting(string name, int otherwise)
        => int.TryParse(Environment.GetEnvironmentVariable($"MIBSP_BENCH_{name}"), CultureInfo.InvariantCulture, out var set) ? set : otherwise;

    public static string? Text(string name) => Environment.GetEnvironmentVariable($"MIBSP_BENCH_{name}") is { Length: > 0 } text ? text : null;

    private static void Add(string work, string measured, string limit, double ratio, string bound, bool isMet)
        => Line($"| {work} | {measured} | {limit} | {N(ratio)} | {bound} | {Met(isMet)} |");

    private static string Met(bool isMet) => isMet ? "met" : "**not met**";

    private static void Line(string line)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (_report is not null)
        {
            File.AppendAllLines(_report, [line]);
        }
    }
}
