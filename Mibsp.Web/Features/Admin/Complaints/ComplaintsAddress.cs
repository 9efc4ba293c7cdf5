using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Complaints;

namespace Mibsp.Web.Features.Admin.Complaints;

/// <summary>
/// What the list shows, as it stands in the address: so it can be kept, sent on and gone back to. What the address says
/// wrongly is left out.
/// </summary>
public sealed record ComplaintsAddress(
    ComplaintStatus? Status = null, int? Department = null, bool Delayed = false, bool Unassigned = false,
    string? Number = null, QueueOrder Order = QueueOrder.Newest, int Page = 1)
{
    public const string Path = "/admin/complaints";

    private const int NumberMaxLength = 11;

    public bool IsNarrowed => Status is not null || Department is not null || Delayed || Unassigned || Number is not null;

    public static ComplaintsAddress Parse(string uri)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri).Query);
        string? Of(string name) => query.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: > 0 } text ? text : null;
        int? Whole(string name) => int.TryParse(Of(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return new ComplaintsAddress(
            Named<ComplaintStatus>(Of("status")), Whole("department"), Of("delayed") is "true", Of("unassigned") is "true",
            Of("number") is { } text ? text[..Math.Min(text.Length, NumberMaxLength)] : null,
            Named<QueueOrder>(Of("order")) ?? QueueOrder.Newest, Math.Max(1, Whole("page") ?? 1));
    }

    /// <summary>What is closed has no deadline to meet and needs nobody, so it stays out of those two lists unless asked for.</summary>
    public QueueFilter ToFilter() => new(
        Unassigned ? QueueScope.Unassigned : QueueScope.All, Status, OpenOnly: Unassigned || (Order is QueueOrder.Deadline && Status is null),
        Delayed, Department, Number, Order, Page);

    public string ToPage(int page)
    {
        var query = new Dictionary<string, string?>
        {
            ["status"] = Status?.ToString(),
            ["department"] = Department?.ToString(CultureInfo.InvariantCulture),
            ["delayed"] = Delayed ? "true" : null,
            ["unassigned"] = Unassigned ? "true" : null,
            ["number"] = Number,
            ["order"] = Order is QueueOrder.Newest ? null : Order.ToString(),
            ["page"] = page <= 1 ? null : page.ToString(CultureInfo.InvariantCulture),
        };
        return QueryHelpers.AddQueryString(Path, query.Where(q => q.Value is not null));
    }

    private static T? Named<T>(string? name)
        where T : struct, Enum
        => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => value.ToString() == name);
}
