using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Mibsp.Domain.Analytics;

namespace Mibsp.Web.Features.Admin.Analytics;

/// <summary>
/// What the console shows, as it stands in the address: so it can be kept, sent on and gone back to. What the address says wrongly is left out;
/// days of one's own that cannot be are kept as they were typed, and said to be wrong.
/// </summary>
public sealed record AnalyticsAddress(
    PeriodUnit Unit = PeriodUnit.Month, OfferedPeriod Period = OfferedPeriod.HalfYear, int? Department = null, Comparison Compare = Comparison.Before,
    Breakdown By = Breakdown.Department)
{
    public const string Path = "/admin/analytics";
    public const string ExportPath = "/admin/analytics/export";

    private const string DayFormat = "yyyy-MM-dd";

    // Nothing here is older than the portal, and no calendar ends where its numbers do.
    private static readonly DateOnly _first = new(2000, 1, 1);

    /// <summary>The first day of one's own choice, as it was typed.</summary>
    public string? From { get; init; }

    /// <summary>The last day of one's own choice, as it was typed.</summary>
    public string? Until { get; init; }

    /// <summary>What is wrong with the days of one's own choice: the end of a key in AnalyticsTexts ("Fault.…"). Null when nothing is.</summary>
    public string? Fault => Period is not OfferedPeriod.Own ? null
        : Day(From) is not { } from || Day(Until) is not { } until ? "Days" : from > until ? "Order" : null;

    public static AnalyticsAddress Parse(string uri)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri).Query);
        string? Of(string name) => query.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: > 0 and <= 20 } text ? text : null;
        return new AnalyticsAddress(
            Named(Of("unit"), PeriodUnit.Month), Named(Of("period"), OfferedPeriod.HalfYear),
            int.TryParse(Of("department"), NumberStyles.None, CultureInfo.InvariantCulture, out var department) ? department : null,
            Named(Of("compare"), Comparison.Before), Named(Of("by"), Breakdown.Department))
        {
            From = Of("from"),
            Until = Of("until"),
        };
    }

    /// <summary>The days that are shown: those of one's own choice where they can be, never those to come.</summary>
    public Stretch Days(DateOnly today)
    {
        if (Period is not OfferedPeriod.Own || Fault is not null)
        {
            return Stretch.Of(Period, today) ?? Stretch.Of(OfferedPeriod.HalfYear, today)!;
        }

        var (from, until) = (Day(From)!.Value, Day(Until)!.Value);
        return new Stretch(from < today ? from : today, until < today ? until : today);
    }

    public AnalyticsQuestion ToQuestion(DateOnly today)
    {
        var days = Days(today);
        var compared = days.Compared(Compare, Fault is null ? Period : OfferedPeriod.HalfYear);
        return new AnalyticsQuestion(days.From, days.Until, Unit, Department, compared?.From, compared?.Until);
    }

    /// <summary>This, as an address; the usual choices are left out.</summary>
    public string ToPage() => QueryHelpers.AddQueryString(Path, Words());

    /// <summary>One of its tables, as a file.</summary>
    public string ToExport(string table) => QueryHelpers.AddQueryString(ExportPath, Words().Append(new("table", table)));

    /// <summary>What stands behind the question mark; nothing for the page as it opens.</summary>
    public string Query => ToPage()[Path.Length..].TrimStart('?');

    private IEnumerable<KeyValuePair<string, string?>> Words() => new KeyValuePair<string, string?>[]
    {
        new("unit", Unit is PeriodUnit.Month ? null : $"{Unit}"),
        new("period", Period is OfferedPeriod.HalfYear ? null : $"{Period}"),
        new("from", Period is OfferedPeriod.Own ? From : null),
        new("until", Period is OfferedPeriod.Own ? Until : null),
        new("department", Department?.ToString(CultureInfo.InvariantCulture)),
        new("compare", Compare is Comparison.Before ? null : $"{Compare}"),
        new("by", By is Breakdown.Department ? null : $"{By}"),
    }.Where(word => word.Value is not null);

    private static DateOnly? Day(string? text)
        => DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= _first ? day : null;

    private static T Named<T>(string? name, T usual)
        where T : struct, Enum
        => Enum.GetValues<T>().Where(value => value.ToString() == name).Select(value => (T?)value).FirstOrDefault() ?? usual;
}
