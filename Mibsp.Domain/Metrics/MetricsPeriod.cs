using System.Globalization;

namespace Mibsp.Domain.Metrics;

/// <summary>What kind of period. Each has its words in MetricsTexts ("Period.…").</summary>
public enum PeriodKind
{
    /// <summary>This month and the two before it.</summary>
    Recent,
    Month,
    Quarter,
}

/// <summary>The days within which complaints were closed that are measured. <paramref name="Key"/> is its name in addresses.</summary>
public sealed record MetricsPeriod(string Key, PeriodKind Kind, DateOnly From, DateOnly Until)
{
    private const int Months = 6;
    private const int Quarters = 5;

    /// <summary>What is offered, the usual one first.</summary>
    public static IReadOnlyList<MetricsPeriod> Choices(DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        var quarter = month.AddMonths(-((month.Month - 1) % 3));
        return
        [
            new("recent", PeriodKind.Recent, month.AddMonths(-2), today),
            .. Enumerable.Range(0, Months).Select(back => month.AddMonths(-back))
                .Select(from => new MetricsPeriod(from.ToString("yyyy-MM", CultureInfo.InvariantCulture), PeriodKind.Month, from, from.AddMonths(1).AddDays(-1))),
            .. Enumerable.Range(0, Quarters).Select(back => quarter.AddMonths(-3 * back))
                .Select(from => new MetricsPeriod($"{from.Year:0000}-q{QuarterOf(from)}", PeriodKind.Quarter, from, from.AddMonths(3).AddDays(-1))),
        ];
    }

    /// <summary>The period of this name; the usual one where there is none.</summary>
    public static MetricsPeriod Parse(string? key, DateOnly today)
    {
        var choices = Choices(today);
        return choices.FirstOrDefault(p => p.Key == key) ?? choices[0];
    }

    /// <summary>1 to 4.</summary>
    public static int QuarterOf(DateOnly day) => ((day.Month - 1) / 3) + 1;
}
