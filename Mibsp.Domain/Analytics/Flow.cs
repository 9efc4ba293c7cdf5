using Mibsp.Domain.Counters;

namespace Mibsp.Domain.Analytics;

/// <summary>
/// What came, what was done and what went in some days. Filings count on the day of filing, first moves and closings on their own day; contests on the
/// day of the closing that they answer, so that of what was proposed never more than all is contested.
/// </summary>
public sealed record Flow
{
    public static readonly Flow None = new();

    public int Filed { get; init; }

    /// <summary>Complaints that staff moved away from Pending.</summary>
    public int Acted { get; init; }

    /// <summary>Calendar days from filing to that move, of all together.</summary>
    public int DaysToAct { get; init; }

    /// <summary>Closings proposed to citizens.</summary>
    public int Proposed { get; init; }

    /// <summary>How many of these the citizens contested.</summary>
    public int Contested { get; init; }

    public int Closed { get; init; }

    /// <summary>Those closed that were not delayed.</summary>
    public int ClosedInTime { get; init; }

    /// <summary>Calendar days from filing to closing, of all together.</summary>
    public int DaysToClose { get; init; }

    /// <summary>One decimal; null where there is nothing to divide by.</summary>
    public decimal? MeanDaysToAct => Mean(DaysToAct, Acted);

    /// <inheritdoc cref="MeanDaysToAct"/>
    public decimal? MeanDaysToClose => Mean(DaysToClose, Closed);

    /// <summary>Rounded down; null where nothing was closed.</summary>
    public int? InTimePercent => Percent(ClosedInTime, Closed);

    /// <summary>Rounded down; null where nothing was proposed.</summary>
    public int? ContestedPercent => Percent(Contested, Proposed);

    public static Flow operator +(Flow a, Flow b) => new()
    {
        Filed = a.Filed + b.Filed,
        Acted = a.Acted + b.Acted,
        DaysToAct = a.DaysToAct + b.DaysToAct,
        Proposed = a.Proposed + b.Proposed,
        Contested = a.Contested + b.Contested,
        Closed = a.Closed + b.Closed,
        ClosedInTime = a.ClosedInTime + b.ClosedInTime,
        DaysToClose = a.DaysToClose + b.DaysToClose,
    };

    internal static Flow Of(FlowCount c) => new()
    {
        Filed = c.Filed,
        Acted = c.Acted,
        DaysToAct = c.DaysToAct,
        Proposed = c.Proposed,
        Contested = c.Contested,
        Closed = c.Closed,
        ClosedInTime = c.ClosedInTime,
        DaysToClose = c.DaysToClose,
    };

    private static decimal? Mean(int sum, int count) => count == 0 ? null : Math.Round((decimal)sum / count, 1, MidpointRounding.AwayFromZero);

    private static int? Percent(int part, int whole) => whole == 0 ? null : (int)Math.Floor(100m * part / whole);
}
