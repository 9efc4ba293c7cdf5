using Mibsp.Domain.Demo;

namespace Mibsp.Domain.Seeding;

/// <summary>
/// How many complaints are to be planted, over how many years up to today, and by which number everything is drawn: the same number gives the
/// same complaints on the same day, but for ids, keys and nonces.
/// </summary>
public sealed record SeedPlan(int Complaints, uint Number = 1)
{
    /// <summary>A year has at most 999,999 case numbers.</summary>
    public const int Most = 2_000_000;

    private const int Years = 3;
    private const int Many = 20_000;

    /// <summary>Whether indexes are left out meanwhile and made at the end, which is faster for many.</summary>
    internal bool IndexesLast { get; init; } = Complaints >= Many;

    private static readonly int[] _ofWeek = [11, 14, 13, 13, 12, 8, 6];

    /// <summary>The days from the first to today, each with how many complaints are filed on it: more in later years, in the rains and on workdays.</summary>
    internal IEnumerable<(DateOnly On, int Count)> Days(DateOnly today)
    {
        var days = Enumerable.Range(0, today.DayNumber - today.AddYears(-Years).DayNumber).Select(i => today.AddYears(-Years).AddDays(i + 1)).ToList();
        var (whole, weight, given) = (days.Sum(day => Weight(day, days)), 0L, 0);
        foreach (var day in days)
        {
            weight += Weight(day, days);
            var until = (int)(Complaints * weight / whole);
            yield return (day, until - given);
            given = until;
        }
    }

    internal DemoSequence SequenceOf(int complaint) => new(((uint)complaint * 7919u) + (Number * 104_729u));

    private static long Weight(DateOnly day, List<DateOnly> days)
        => _ofWeek[((int)day.DayOfWeek + 6) % 7] * (day.Month is >= 6 and <= 9 ? 125L : 100L) * (days.Count + (day.DayNumber - days[0].DayNumber));
}

/// <summary>How far the planting has come. Indexes are made at the end, when nothing is planted any more.</summary>
public sealed record SeedProgress(int Planted, int Complaints, bool IsOrdering = false);
