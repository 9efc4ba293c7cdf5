using Mibsp.Domain.Common;

namespace Mibsp.Domain.Demo;

/// <summary>
/// The time within one demo complaint's life: goes forward only, keeps staff to office hours, and stops at today.
/// </summary>
internal sealed class DemoClock(DateOnly start, DateOnly today, DemoSequence sequence)
{
    private const int OfficeOpens = 9 * 60;
    private const int OfficeCloses = 18 * 60;
    private const int DayEnds = (24 * 60) - 1;
    private const int NightWork = 6 * 60;

    public DateOnly Day { get; private set; } = start;

    /// <summary>Of the day. Only puts the acts in order; kept nowhere.</summary>
    public int Minute { get; private set; } = 60 + sequence.Below(120);

    /// <summary>An act of staff, some days on; null when that would not be over before today.</summary>
    public Stamp? Staff(Guid userId, int daysOn) => GoToOffice(daysOn) ? Stamp.Staff(userId, Day) : null;

    /// <summary>An act of the citizen, some days on; null when that is after today.</summary>
    public Stamp? Citizen(int daysOn) => GoTo(Day.AddDays(daysOn), 0, DayEnds, today) ? Stamp.Citizen(Day) : null;

    /// <summary>An act of the portal itself.</summary>
    public Stamp? System(int daysOn)
        => GoTo(Day.AddDays(daysOn), NightWork, NightWork, today.AddDays(-1)) ? Stamp.System(Day) : null;

    private bool GoToOffice(int daysOn)
    {
        var day = Day.AddDays(daysOn);
        while (!Clock.MunicipalCalendar.Usual.IsWorkingDay(day) || (day == Day && Minute > OfficeCloses - 30))
        {
            day = day.AddDays(1);
        }

        return GoTo(day, OfficeOpens, OfficeCloses, today.AddDays(-1));
    }

    private bool GoTo(DateOnly day, int from, int to, DateOnly last)
    {
        if (day > last)
        {
            return false;
        }

        var first = Math.Max(from, day == Day ? Minute + 1 : 0);
        (Day, Minute) = (day, first >= to ? first : sequence.Between(first, to));
        return true;
    }
}
