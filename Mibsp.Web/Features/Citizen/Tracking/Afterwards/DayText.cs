using System.Globalization;

namespace Mibsp.Web.Features.Citizen.Tracking.Afterwards;

internal static class DayText
{
    /// <summary>The day in words, as citizens read it.</summary>
    public static string Words(this DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);
}
