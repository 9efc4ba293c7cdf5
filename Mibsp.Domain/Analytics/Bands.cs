namespace Mibsp.Domain.Analytics;

/// <summary>How old open complaints are: a pure function.</summary>
public static class AgeBands
{
    private static readonly int[] _begins = [0, 8, 15, 31, 61, 91, 181];

    /// <summary>All bands in order, from how many were filed on which day.</summary>
    public static IReadOnlyList<AgeBand> Of(IReadOnlyDictionary<DateOnly, int> filed, DateOnly today)
        => [.. _begins.Select((from, i) => (From: from, Until: i + 1 < _begins.Length ? _begins[i + 1] - 1 : (int?)null)).Select(band => new AgeBand(
            band.From, band.Until, filed.Where(f => IsIn(band, today.DayNumber - f.Key.DayNumber)).Sum(f => f.Value)))];

    // Nothing is filed after today; should a clock have been wrong, it is new.
    private static bool IsIn((int From, int? Until) band, int days) => Math.Max(days, 0) >= band.From && (band.Until is null || days <= band.Until);
}

/// <summary>How far away deadlines are: a pure function.</summary>
public static class DeadlineBands
{
    /// <summary>In which band a complaint is that is delayed after a day.</summary>
    public static DeadlineBand Of(DateOnly lateAfterOn, DateOnly today) => (lateAfterOn.DayNumber - today.DayNumber) switch
    {
        < -30 => DeadlineBand.LateOverMonth,
        < -7 => DeadlineBand.LateOverWeek,
        < 0 => DeadlineBand.Late,
        0 => DeadlineBand.Today,
        <= 7 => DeadlineBand.Week,
        <= 14 => DeadlineBand.Fortnight,
        <= 30 => DeadlineBand.Month,
        _ => DeadlineBand.Later,
    };

    /// <summary>The cells in which there are any, by department and band.</summary>
    internal static IReadOnlyList<DeadlineCell> Of(IReadOnlyDictionary<(int DepartmentId, DateOnly LateAfterOn), int> deadlines, DateOnly today)
        => [.. deadlines.GroupBy(d => (d.Key.DepartmentId, Band: Of(d.Key.LateAfterOn, today))).OrderBy(g => g.Key.DepartmentId).ThenBy(g => g.Key.Band)
            .Select(g => new DeadlineCell(g.Key.DepartmentId, g.Key.Band, g.Sum(d => d.Value))).Where(c => c.Open != 0)];
}
