namespace Mibsp.Domain.Common;

/// <summary>
/// Who did something and on which municipal day. Nothing finer is kept of anybody: between two acts of staff whose minute were
/// known, a citizen's act would have one, too.
/// </summary>
public sealed record Stamp
{
    private Stamp(Party by, Guid? userId, DateOnly on) => (By, UserId, On) = (by, userId, on);

    public Party By { get; }

    /// <summary>Null unless <see cref="By"/> is staff.</summary>
    public Guid? UserId { get; }

    public DateOnly On { get; }

    public static Stamp Citizen(DateOnly on) => new(Party.Citizen, null, on);

    public static Stamp Staff(Guid userId, DateOnly on) => new(Party.Staff, userId, on);

    public static Stamp System(DateOnly on) => new(Party.System, null, on);

    public static Stamp Citizen(MunicipalTime time) => Citizen(time.Today);

    public static Stamp Staff(Actor actor, MunicipalTime time) => Staff(actor.UserId, time.Today);

    public static Stamp System(MunicipalTime time) => System(time.Today);
}
