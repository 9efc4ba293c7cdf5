using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;

namespace Mibsp.Web.Features.Admin.Record;

/// <summary>Which part of the record is shown, as it stands in the address. What the address says wrongly is left out.</summary>
public sealed record AuditAddress(AuditAct? Act = null, long? Before = null)
{
    public const string Path = "/admin/audit-logs";
    public const string ExportPath = "/admin/audit-logs/export";

    private const int WordsMost = 256;

    public Party? By { get; init; }

    /// <summary>The name somebody signs in with.</summary>
    public string? Who { get; init; }

    public string? Case { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? Until { get; init; }

    /// <summary>Of an export only: from which number to which.</summary>
    public AuditRange? Range { get; init; }

    public bool IsNarrowed => Act is not null || By is not null || Who is not null || Case is not null || From is not null || Until is not null;

    public static AuditAddress Parse(string uri)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri).Query);
        var (first, last) = (Number("first"), Number("last"));
        return new AuditAddress(Known<AuditAct>("act"), Number("before"))
        {
            By = Known<Party>("by"), Who = Words("who"), Case = Words("case"), From = Day("from"), Until = Day("until"),
            Range = first is null && last is null ? null : new AuditRange(first ?? 1, last ?? long.MaxValue),
        };

        string? Words(string key) => query.GetValueOrDefault(key).ToString().Trim() is { Length: > 0 and <= WordsMost } words ? words : null;
        long? Number(string key) => long.TryParse(query.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        DateOnly? Day(string key) => DateOnly.TryParseExact(query.GetValueOrDefault(key), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        T? Known<T>(string key) where T : struct, Enum => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(known => known.ToString() == query.GetValueOrDefault(key).ToString());
    }

    public AuditFilter ToFilter() => new(Act) { By = By, UserName = Who, CaseNumber = Case, From = From, Until = Until };

    /// <summary>What a form that keeps the filter must send along.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Parts() => new Dictionary<string, string?>
    {
        ["act"] = Act?.ToString(), ["by"] = By?.ToString(), ["who"] = Who, ["case"] = Case, ["from"] = Text(From), ["until"] = Text(Until),
    }.Where(q => q.Value is not null);

    /// <summary>The page of entries before this number; null for the newest.</summary>
    public string ToBefore(long? before)
        => QueryHelpers.AddQueryString(Path, Parts().Append(new("before", before?.ToString(CultureInfo.InvariantCulture))).Where(q => q.Value is not null));

    public static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
