namespace Mibsp.Domain.Assignment;

/// <summary>How a department's new complaints find their officer. Each has its words in ListTexts ("Rules.Way.…").</summary>
public enum AssignmentWay
{
    /// <summary>Somebody takes it, or gives it to somebody.</summary>
    ByHand,

    /// <summary>One officer after the other.</summary>
    InTurn,

    /// <summary>Whoever has the fewest open complaints.</summary>
    LeastLoaded,
}

/// <summary>A department's rule. Where there is none, work is given by hand.</summary>
public sealed class AssignmentRule
{
    private AssignmentRule() { } // EF

    internal AssignmentRule(int departmentId) => DepartmentId = departmentId;

    public int DepartmentId { get; private set; }

    public AssignmentWay Way { get; private set; }

    /// <summary>Who had the last turn; null before the first.</summary>
    public Guid? LastId { get; private set; }

    internal void Change(AssignmentWay way) => (Way, LastId) = (way, null);
}
