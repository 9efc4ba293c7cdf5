namespace Mibsp.Domain.Escalation;

/// <summary>How far up the ladder a complaint has come. Only ever up, but for a reopened one, which begins anew with somebody else.</summary>
public enum Rung
{
    Officer,
    Supervisor,
    IntegrityOfficer,
    Commissioner,
}

/// <summary>What happens on the way of a complaint's clock, in this order. Stored by name.</summary>
public enum LadderMark
{
    /// <summary>Half of the time is over.</summary>
    HalfTime,

    /// <summary>Eighty percent of the time are over.</summary>
    NearlyDue,

    /// <summary>Delayed: the supervisor answers for it.</summary>
    ToSupervisor,
    ToIntegrityCell,
    ToCommissioner,
}
