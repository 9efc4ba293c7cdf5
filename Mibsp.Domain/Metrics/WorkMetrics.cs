using Mibsp.Domain.Clock;

namespace Mibsp.Domain.Metrics;

/// <summary>Whose figures somebody may ask for. <paramref name="Key"/> is its name in addresses; <paramref name="Name"/> is null for oneself.</summary>
public sealed record MetricsSubject(string Key, Holder Holder, string? Name);

/// <summary>What is before them now.</summary>
public sealed record OpenWork(int Open, int DueSoon, int Delayed);

/// <summary>Closings proposed to citizens, and how many of these the citizens contested.</summary>
public sealed record ProposedClosings(int Proposed, int Contested);

/// <summary>
/// What a person or a department had to do and did. <paramref name="Closings"/> is null for oneself: a complaint whose closing was contested
/// does not exist any more for whoever proposed it. <paramref name="IsCut"/> when there was more than is read.
/// </summary>
public sealed record WorkMetrics(MetricsSubject Subject, MetricsPeriod Period, OpenWork Now, ClosedWork Done, ProposedClosings? Closings, bool IsCut)
{
    /// <summary>Working days that a department which is handed a complaint has at least, as the figures are explained today.</summary>
    public int TransferDays { get; init; }
}

/// <summary>What became of the complaints that were closed in the period. Days are working days, in halves.</summary>
public sealed record ClosedWork
{
    /// <summary>The mean of fewer ratings than these would tell how a single citizen rated.</summary>
    public const int FewestRatings = 3;

    /// <summary>Closed while they had it.</summary>
    public required int Closed { get; init; }

    /// <summary>Those that they had for at least half a day or at the end: what the days are about.</summary>
    public required int Held { get; init; }

    /// <summary>Null while there are none.</summary>
    public required decimal? MedianDays { get; init; }

    public required int Kept { get; init; }

    public required int Missed { get; init; }

    /// <summary>That had no day left when they came.</summary>
    public required int NotTheirs { get; init; }

    public required decimal AskedDays { get; init; }

    public required decimal DecidingDays { get; init; }

    public required decimal BlockedDays { get; init; }

    public required decimal WaitedForDays { get; init; }

    public required int Ratings { get; init; }

    /// <summary>One decimal; null while there are fewer than <see cref="FewestRatings"/>.</summary>
    public required decimal? MeanRating { get; init; }

    /// <summary>In percent of those they can be judged by; null while there are none.</summary>
    public int? KeptPercent => Kept + Missed == 0 ? null : (int)Math.Floor(100m * Kept / (Kept + Missed));

    /// <summary>Sums up complaints, each with the citizen's rating.</summary>
    public static ClosedWork Of(IReadOnlyList<(HeldCase Case, int? Rating)> cases)
    {
        var held = cases.Where(c => c.Case.HasPart).Select(c => c.Case).ToList();
        var ratings = cases.Where(c => c.Case.EndedWithThem).Select(c => c.Rating).OfType<int>().ToList();
        return new ClosedWork
        {
            Closed = held.Count(c => c.EndedWithThem),
            Held = held.Count,
            MedianDays = Median([.. held.Select(c => c.OwnUnits).Order()]),
            Kept = held.Count(c => c.Deadline is DeadlineKept.Kept),
            Missed = held.Count(c => c.Deadline is DeadlineKept.Missed),
            NotTheirs = held.Count(c => c.Deadline is DeadlineKept.NotTheirs),
            AskedDays = Days(held.Sum(c => c.AskedUnits)),
            DecidingDays = Days(held.Sum(c => c.DecidingUnits)),
            BlockedDays = Days(held.Sum(c => c.BlockedUnits)),
            WaitedForDays = Days(cases.Sum(c => c.Case.WaitedForUnits)),
            Ratings = ratings.Count,
            MeanRating = ratings.Count < FewestRatings ? null : Math.Round((decimal)ratings.Sum() / ratings.Count, 1, MidpointRounding.AwayFromZero),
        };
    }

    private static decimal? Median(IReadOnlyList<int> units)
        => units.Count == 0 ? null : (Days(units[(units.Count - 1) / 2]) + Days(units[units.Count / 2])) / 2;

    private static decimal Days(int units) => (decimal)units / MunicipalCalendar.Day;
}
