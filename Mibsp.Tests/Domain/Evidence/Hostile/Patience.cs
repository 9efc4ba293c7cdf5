using System.Globalization;

namespace Mibsp.Tests.Domain.Evidence.Hostile;

/// <summary>How long an answer may take. Two seconds; on a machine where many wait for each processor, as many times more.</summary>
public static class Patience
{
    private const int WaitingThatShows = 4;

    public static TimeSpan ForAnAnswer => TimeSpan.FromSeconds(2) * Math.Max(1, WaitingForEachProcessor / WaitingThatShows);

    private static double WaitingForEachProcessor => OperatingSystem.IsLinux()
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) / Environment.ProcessorCount
        : 0;
}
