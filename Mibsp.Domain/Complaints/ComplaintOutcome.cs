namespace Mibsp.Domain.Complaints;

/// <summary>How a complaint ended, or how an officer proposes that it should.</summary>
public enum ComplaintOutcome
{
    Resolved,
    Unfounded,
    Duplicate,
    Withdrawn,
    OutsideOurPowers,
    NoAnswer,
}

/// <summary>What follows from an outcome.</summary>
public static class ComplaintOutcomes
{
    /// <summary>The outcomes an officer may propose. The others come about by the citizen's act or silence.</summary>
    public static bool CanBeProposed(this ComplaintOutcome outcome) => outcome is
        ComplaintOutcome.Resolved or ComplaintOutcome.Unfounded or ComplaintOutcome.Duplicate or ComplaintOutcome.OutsideOurPowers;
}
