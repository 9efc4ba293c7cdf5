using System.Globalization;
using Microsoft.Extensions.Localization;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Clock;
using Mibsp.Web.Resources;

namespace Mibsp.Web.Features.Staff;

/// <summary>How far away a deadline is, in the words people use.</summary>
internal static class Deadlines
{
    /// <summary>
    /// Of an open complaint. Late is what counts as late everywhere else: while the clock stands still nothing is, up to the pause's cap, and
    /// the days of a pause are nobody's delay.
    /// </summary>
    public static string Words(ComplaintRow row, DateOnly today, IStringLocalizer<StaffTexts> T) => row.IsDelayed ? Words(row.LateAfterOn, today, T) : row.Clock switch
    {
        ClockState.AwaitingConfirmation => T["Deadline.Decides"],
        ClockState.AwaitingCitizen => T["Deadline.Asked", Day(row.LateAfterOn)],
        ClockState.Blocked => T["Deadline.Blocked", Day(row.LateAfterOn)],
        _ => Words(row.LateAfterOn, today, T),
    };

    public static string Words(DateOnly deadline, DateOnly today, IStringLocalizer<StaffTexts> T) => (deadline.DayNumber - today.DayNumber) switch
    {
        < -1 and var days => T["Deadline.DaysLate", -days],
        -1 => T["Deadline.OneLate"],
        0 => T["Deadline.Today"],
        1 => T["Deadline.Tomorrow"],
        var days => T["Deadline.InDays", days],
    };

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);
}
