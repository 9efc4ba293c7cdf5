using Mibsp.Domain.Clock;

namespace Mibsp.Domain.Escalation;

/// <summary>When a complaint's clock reaches which mark: a pure function, told the clock.</summary>
public static class Ladder
{
    /// <summary>
    /// The marks of a round with the day on which each is due. None while the citizen decides upon a proposed closing: nothing is
    /// late then. A pause that lasts is taken to last to its cap, which is when the clock goes on by itself.
    /// </summary>
    public static IReadOnlyList<(LadderMark Mark, DateOnly On)> Marks(
        DateOnly roundOn, int allowanceUnits, int grantUnits, DateOnly lateAfterOn, MunicipalCalendar calendar, ClockRules rules)
    {
        if (lateAfterOn == ClockFace.Never)
        {
            return [];
        }

        var supervisor = lateAfterOn.AddDays(1);
        var cell = calendar.After(supervisor, MunicipalCalendar.Day * rules.SupervisorDays);
        return
        [
            (LadderMark.HalfTime, Earlier(calendar.After(roundOn, Share(allowanceUnits, 50) + grantUnits), supervisor)),
            (LadderMark.NearlyDue, Earlier(calendar.After(roundOn, Share(allowanceUnits, 80) + grantUnits), supervisor)),
            (LadderMark.ToSupervisor, supervisor),
            (LadderMark.ToIntegrityCell, cell),
            (LadderMark.ToCommissioner, calendar.After(cell, MunicipalCalendar.Day * rules.IntegrityDays)),
        ];
    }

    /// <summary>The rung that a mark leads to; null for a reminder.</summary>
    public static Rung? RungOf(LadderMark mark) => mark switch
    {
        LadderMark.ToSupervisor => Rung.Supervisor,
        LadderMark.ToIntegrityCell => Rung.IntegrityOfficer,
        LadderMark.ToCommissioner => Rung.Commissioner,
        _ => null,
    };

    // Rounded up: a reminder does not come before its time.
    private static int Share(int units, int percent) => ((units * percent) + 99) / 100;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
