namespace Mibsp.Domain.Clock;

/// <summary>For whom the clock of an open complaint runs.</summary>
public enum ClockState
{
    /// <summary>For whoever has the complaint.</summary>
    Running,

    /// <summary>For nobody: the citizen was asked something. Capped.</summary>
    AwaitingCitizen,

    /// <summary>For the department that the work waits for. Capped.</summary>
    Blocked,

    /// <summary>For nobody: the citizen decides upon a proposed closing, within the confirmation period.</summary>
    AwaitingConfirmation,
}

/// <summary>
/// Who had an open complaint on which days. The spans of a complaint follow each other without gaps from its filing to its
/// closing; a day is of whoever had it when the day began, so that nobody is charged for the day on which they got it.
/// </summary>
public sealed class CaseSpan
{
    private CaseSpan() { } // EF

    internal CaseSpan(int number, int round, DateOnly fromOn, ClockState state, int departmentId, int chargedDepartmentId, Guid? officerId)
        => (Number, Round, FromOn, State, DepartmentId, ChargedDepartmentId, OfficerId)
            = (number, round, fromOn, state, departmentId, chargedDepartmentId, officerId);

    public Guid ComplaintId { get; private set; }

    /// <summary>Place in the order, from 1.</summary>
    public int Number { get; private set; }

    public int Round { get; private set; }

    public ClockState State { get; private set; }

    /// <summary>Where it was.</summary>
    public int DepartmentId { get; private set; }

    /// <summary>Whose days these are: another department's while the work waits for it.</summary>
    public int ChargedDepartmentId { get; private set; }

    public Guid? OfficerId { get; private set; }

    /// <summary>The one person who answered for it. Null only until it is saved.</summary>
    public Guid? AccountableId { get; private set; }

    /// <summary>The day on which it began, which still was the former holder's.</summary>
    public DateOnly FromOn { get; private set; }

    /// <summary>Its last day; null while it lasts.</summary>
    public DateOnly? UntilOn { get; private set; }

    /// <summary>Whose work the days are: the officer's who had it or, where nobody did, the accountable person's.</summary>
    public Guid? ChargedUserId => State is ClockState.Blocked ? null : OfficerId ?? AccountableId;

    internal void End(DateOnly on) => UntilOn = on;

    internal void AnswerTo(Guid accountableId) => AccountableId = accountableId;
}
