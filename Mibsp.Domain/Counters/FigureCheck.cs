namespace Mibsp.Domain.Counters;

/// <summary>The one row that says when the tallies were last counted anew, and what was found.</summary>
public sealed class FigureCheck
{
    internal const int TheOne = 1;

    private FigureCheck() { } // EF

    internal FigureCheck(DateOnly sinceOn, Guid run) => (Id, SinceOn, Run) = (TheOne, sinceOn, run);

    public int Id { get; private set; }

    /// <summary>The day from which recounts were looked after.</summary>
    public DateOnly SinceOn { get; private set; }

    /// <summary>The last day of a recount; null before the first.</summary>
    public DateOnly? On { get; private set; }

    public int Cells { get; private set; }

    public int Differing { get; private set; }

    /// <summary>Which recount may mend: the one that began last. What an earlier one found is no longer so.</summary>
    public Guid Run { get; private set; }
}
