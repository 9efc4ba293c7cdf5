using System.Globalization;
using Microsoft.Extensions.Localization;
using Mibsp.Domain.Analytics;
using Mibsp.Web.Resources;

namespace Mibsp.Web.Features.Admin.Analytics.Tables;

/// <summary>What people call the parts of a period, and how they say that two numbers differ.</summary>
internal static class FigureWords
{
    private const int MonthsOfQuarter = 3;

    public static string Part(DateOnly from, PeriodUnit unit, IStringLocalizer<AnalyticsTexts> A) => unit switch
    {
        PeriodUnit.Day => from.ToString("d MMM yyyy", CultureInfo.CurrentCulture),
        PeriodUnit.Week => A["Part.Week", from.ToString("d MMM yyyy", CultureInfo.CurrentCulture)],
        PeriodUnit.Quarter => A["Part.Quarter", ((from.Month - 1) / MonthsOfQuarter) + 1, from.Year],
        _ => from.ToString("MMM yyyy", CultureInfo.CurrentCulture),
    };

    /// <summary>The same where there is little room. Within a year the months alone say which.</summary>
    public static string ShortPart(DateOnly from, PeriodUnit unit, bool isWithinYear, IStringLocalizer<AnalyticsTexts> A) => unit switch
    {
        PeriodUnit.Day or PeriodUnit.Week => from.ToString("d MMM", CultureInfo.CurrentCulture),
        PeriodUnit.Quarter => A["Part.ShortQuarter", ((from.Month - 1) / MonthsOfQuarter) + 1, from.Year],
        _ => from.ToString(isWithinYear ? "MMM" : "MMM yyyy", CultureInfo.CurrentCulture),
    };

    /// <summary>"12 more than 60 (+20 %)". Null where nothing is compared.</summary>
    public static string? Change(int now, int? then, IStringLocalizer<AnalyticsTexts> A) => then switch
    {
        null => null,
        { } same when same == now => A["Change.Same", Cells.Number(same)].Value,
        0 => A["Change.MoreThanNone", Cells.Number(now)].Value,
        { } less when now > less => A["Change.More", Cells.Number(now - less), Cells.Number(less), Growth(now, less)].Value,
        { } more => A["Change.Fewer", Cells.Number(more - now), Cells.Number(more), Growth(now, more)].Value,
    };

    /// <summary>Of shares: "Up by 4 from 80 %".</summary>
    public static string? Points(int? now, int? then, IStringLocalizer<AnalyticsTexts> A) => (now, then) switch
    {
        (null, _) or (_, null) => null,
        ({ } a, { } b) when a == b => A["Change.SamePercent", b].Value,
        ({ } a, { } b) => A[a > b ? "Change.PointsUp" : "Change.PointsDown", Math.Abs(a - b), b].Value,
    };

    /// <summary>Of times: "1.5 days longer than 3.0".</summary>
    public static string? Longer(decimal? now, decimal? then, IStringLocalizer<AnalyticsTexts> A) => (now, then) switch
    {
        (null, _) or (_, null) => null,
        ({ } a, { } b) when a == b => A["Change.SameDays", Cells.Days(b)].Value,
        ({ } a, { } b) => A[a > b ? "Change.DaysLonger" : "Change.DaysShorter", Cells.Days(Math.Abs(a - b)), Cells.Days(b)].Value,
    };

    /// <summary>"+12 (+20 %)": beside a number, where there is little room.</summary>
    public static string Difference(int now, int then) => (now - then) switch
    {
        0 => "0",
        var more when then == 0 => Signed(more),
        var more => $"{Signed(more)} ({Growth(now, then)})",
    };

    // Something is never nothing: less than half a percent is said to be less than one.
    private static string Growth(int now, int then)
    {
        var percent = (int)Math.Round(100m * (now - then) / then, MidpointRounding.AwayFromZero);
        return percent == 0 ? now > then ? "< +1 %" : "< −1 %" : $"{Signed(percent)} %";
    }

    private static string Signed(int number) => number < 0 ? $"−{Cells.Number(-number)}" : $"+{Cells.Number(number)}";
}
