using Microsoft.Extensions.Localization;
using Mibsp.Web.Resources;

namespace Mibsp.Web.Features.Staff;

/// <summary>How far away a deadline is, in the words people use.</summary>
internal static class Deadlines
{
    public static string Words(DateOnly deadline, DateOnly today, IStringLocalizer<StaffTexts> T) => (deadline.DayNumber - today.DayNumber) switch
    {
        < -1 and var days => T["Deadline.DaysLate", -days],
        -1 => T["Deadline.OneLate"],
        0 => T["Deadline.Today"],
        1 => T["Deadline.Tomorrow"],
        var days => T["Deadline.InDays", days],
    };
}
