namespace Mibsp.Domain.Clock;

/// <summary>The settings of the clock and the ladder. All are working days but <see cref="Hops"/>.</summary>
public sealed record ClockRules
{
    public static ClockRules Usual { get; } = new();

    /// <summary>The deadline of a complaint whose citizen could not name a service.</summary>
    public int WithoutServiceDays { get; init; } = 15;

    /// <summary>How long the clock stands still, all in all, while the citizen is asked.</summary>
    public int AwaitingCitizenDays { get; init; } = 10;

    /// <summary>How long it runs, all in all, for another department that the work waits for.</summary>
    public int BlockedDays { get; init; } = 15;

    /// <summary>What a department that is handed a complaint has at least.</summary>
    public int TransferDays { get; init; } = 3;

    /// <summary>How often a complaint may be handed on; after that only to the integrity cell.</summary>
    public int Hops { get; init; } = 3;

    /// <summary>What the supervisor has once it is delayed, before the integrity cell is called.</summary>
    public int SupervisorDays { get; init; } = 3;

    /// <summary>What the integrity cell has before the commissioner is called.</summary>
    public int IntegrityDays { get; init; } = 5;

    /// <summary>How many units the clock may stand still for this reason.</summary>
    public int Cap(ClockState state) => MunicipalCalendar.Day * state switch
    {
        ClockState.AwaitingCitizen => AwaitingCitizenDays,
        ClockState.Blocked => BlockedDays,
        _ => 0,
    };
}
