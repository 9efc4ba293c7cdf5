namespace Mibsp.Domain.Common;

/// <summary>Who did something and when, in the only two shapes allowed: a citizen on a day, or anybody else at a time.</summary>
public sealed record Stamp
{
    private Stamp(Party by, Guid? userId, DateOnly on, DateTime? atUtc) => (By, UserId, On, AtUtc) = (by, userId, on, atUtc);

    public Party By { get; }

    public Guid? UserId { get; }

    public DateOnly On { get; }

    public DateTime? AtUtc { get; }

    public static Stamp Citizen(DateOnly on) => new(Party.Citizen, null, on, null);

    public static Stamp Staff(Guid userId, DateOnly on, DateTime atUtc) => new(Party.Staff, userId, on, atUtc);

    public static Stamp System(DateOnly on, DateTime atUtc) => new(Party.System, null, on, atUtc);

    public static Stamp Citizen(MunicipalTime time) => Citizen(time.Today);

    public static Stamp Staff(Actor actor, MunicipalTime time)
    {
        var now = time.NowUtc;
        return Staff(actor.UserId, time.DayOf(now), now);
    }
}
