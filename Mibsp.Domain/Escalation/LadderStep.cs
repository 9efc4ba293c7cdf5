namespace Mibsp.Domain.Escalation;

/// <summary>That a mark of the ladder was reached: once for each round of a complaint, which its key sees to.</summary>
public sealed class LadderStep
{
    private LadderStep() { } // EF

    internal LadderStep(int round, LadderMark mark, DateOnly on, Guid? toldId) => (Round, Mark, On, ToldId) = (round, mark, on, toldId);

    public Guid ComplaintId { get; private set; }

    public int Round { get; private set; }

    public LadderMark Mark { get; private set; }

    /// <summary>The day it was due, also when the portal was down on it.</summary>
    public DateOnly On { get; private set; }

    /// <summary>Who was told: whoever was accountable from that step on. Null when there was nobody at all.</summary>
    public Guid? ToldId { get; private set; }
}
