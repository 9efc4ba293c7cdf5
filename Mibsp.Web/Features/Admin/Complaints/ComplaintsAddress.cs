using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Listing;
using Mibsp.Domain.Complaints;

namespace Mibsp.Web.Features.Admin.Complaints;

/// <summary>
/// What the list shows, as it stands in the address: so it can be kept, sent on and gone back to. What the address says
/// wrongly is left out.
/// </summary>
public sealed record ComplaintsAddress(
    ComplaintStatus? Status = null, int? Department = null, bool Delayed = false, bool Unassigned = false,
    string? Number = null, QueueOrder Order = QueueOrder.Newest, ListPlace? Place = null)
{
    public const string Path = "/admin/complaints";
    public const string ExportPath = "/admin/complaints/export";

    private const int NumberMaxLength = 11;
    private const string DayFormat = "yyyy-MM-dd";

    public int? Service { get; init; }

    public int? Ward { get; init; }

    public ComplaintKind? Kind { get; init; }

    public Guid? Officer { get; init; }

    public bool Open { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? Until { get; init; }

    public DateOnly? DueFrom { get; init; }

    public DateOnly? DueUntil { get; init; }

    /// <summary>Whether something of what is asked for more seldom is.</summary>
    public bool IsFiner => Service is not null || Ward is not null || Kind is not null || Officer is not null || From is not null || Until is not null
        || DueFrom is not null || DueUntil is not null;

    public bool IsNarrowed => Status is not null || Department is not null || Delayed || Unassigned || Open || Number is not null || IsFiner;

    /// <summary>What stands behind the question mark, without a place; nothing for the list as it opens.</summary>
    public string Query => ToPage(null)[Path.Length..].TrimStart('?');

    public static ComplaintsAddress Parse(string uri)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri).Query);
        string? Of(string name) => query.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: > 0 } text ? text : null;
        int? Whole(string name) => int.TryParse(Of(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        DateOnly? Day(string name) => DateOnly.TryParseExact(Of(name), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        var order = Named<QueueOrder>(Of("order")) ?? QueueOrder.Newest;
        return new ComplaintsAddress(
            Named<ComplaintStatus>(Of("status")), Whole("department"), Of("delayed") is "true", Of("unassigned") is "true",
            Of("number") is { } text ? text[..Math.Min(text.Length, NumberMaxLength)] : null, order, ListPlace.Parse(Of("after"), Of("before"), order))
        {
            Service = Whole("service"),
            Ward = Whole("ward"),
            Kind = Named<ComplaintKind>(Of("kind")),
            Officer = Guid.TryParseExact(Of("officer"), "D", out var officer) ? officer : null,
            Open = Of("open") is "true",
            From = Day("from"),
            Until = Day("until"),
            DueFrom = Day("due-from"),
            DueUntil = Day("due-until"),
        };
    }

    /// <summary>A view that was kept under a name, whatever stands in it.</summary>
    public static ComplaintsAddress OfQuery(string query) => Parse($"http://localhost{Path}?{query}");

    /// <summary>What is closed has no deadline to meet and needs nobody, so it stays out of those two lists unless asked for.</summary>
    public QueueFilter ToFilter() => new(
        Unassigned ? QueueScope.Unassigned : QueueScope.All, Status, OpenOnly: Open || Unassigned || (Order is QueueOrder.Deadline && Status is null),
        Delayed, Department, Number, Order, Place)
    {
        ServiceId = Service, WardId = Ward, Kind = Kind, OfficerId = Officer, FiledFrom = From, FiledUntil = Until, DueFrom = DueFrom, DueUntil = DueUntil,
    };

    public string ToPage(ListPlace? place) => QueryHelpers.AddQueryString(Path, Words(place).Where(q => q.Value is not null));

    /// <summary>All of it, in one file. The ticket lets the page see how far it has come.</summary>
    public string ToExport(string ticket) => QueryHelpers.AddQueryString(ExportPath, Words(null).Append(new("ticket", ticket)).Where(q => q.Value is not null));

    private Dictionary<string, string?> Words(ListPlace? place) => new()
    {
        ["status"] = Status?.ToString(),
        ["department"] = Department?.ToString(CultureInfo.InvariantCulture),
        ["service"] = Service?.ToString(CultureInfo.InvariantCulture),
        ["ward"] = Ward?.ToString(CultureInfo.InvariantCulture),
        ["kind"] = Kind?.ToString(),
        ["officer"] = Officer?.ToString("D"),
        ["from"] = From?.ToString(DayFormat, CultureInfo.InvariantCulture),
        ["until"] = Until?.ToString(DayFormat, CultureInfo.InvariantCulture),
        ["due-from"] = DueFrom?.ToString(DayFormat, CultureInfo.InvariantCulture),
        ["due-until"] = DueUntil?.ToString(DayFormat, CultureInfo.InvariantCulture),
        ["delayed"] = Delayed ? "true" : null,
        ["unassigned"] = Unassigned ? "true" : null,
        ["open"] = Open ? "true" : null,
        ["number"] = Number,
        ["order"] = Order is QueueOrder.Newest ? null : Order.ToString(),
        [place is { IsBefore: true } ? "before" : "after"] = place?.Text,
    };

    private static T? Named<T>(string? name)
        where T : struct, Enum
        => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => value.ToString() == name);
}
