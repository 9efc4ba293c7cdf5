using System.Globalization;
using Microsoft.Extensions.Localization;
using Mibsp.Web.Resources;

namespace Mibsp.Web.Features.Admin.Calendars;

/// <summary>A working week in words, and the names of its days, Monday first.</summary>
internal static class WeekWords
{
    /// <summary>Names of the days, as short as they come when <paramref name="brief"/>.</summary>
    public static IReadOnlyList<string> Days(bool brief = false)
    {
        var names = brief ? CultureInfo.CurrentCulture.DateTimeFormat.ShortestDayNames : CultureInfo.CurrentCulture.DateTimeFormat.DayNames;
        return [.. Enumerable.Range(1, 7).Select(day => names[day % 7])];
    }

    public static string Of(string week, IStringLocalizer<TownTexts> W)
    {
        var (worked, half) = (Named(week, '2'), Named(week, '1'));
        return half.Length == 0 ? W["Week.Worked", worked] : worked.Length == 0 ? W["Week.Half", half] : W["Week.Both", worked, half];
    }

    private static string Named(string week, char units)
        => string.Join(", ", Days().Where((_, index) => week[index] == units));
}
