using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Mibsp.Domain.Audit;

namespace Mibsp.Web.Features.Admin.Record;

/// <summary>Which part of the record is shown, as it stands in the address. What the address says wrongly is left out.</summary>
internal sealed record AuditAddress(AuditAct? Act = null, long? Before = null)
{
    public const string Path = "/admin/audit-logs";

    public static AuditAddress Parse(string uri)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri).Query);
        var act = query.GetValueOrDefault("act").ToString();
        return new AuditAddress(
            Enum.GetValues<AuditAct>().Cast<AuditAct?>().FirstOrDefault(known => known.ToString() == act),
            long.TryParse(query.GetValueOrDefault("before"), NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null);
    }

    /// <summary>The page of entries before this number; null for the newest.</summary>
    public string ToBefore(long? before) => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
    {
        ["act"] = Act?.ToString(),
        ["before"] = before?.ToString(CultureInfo.InvariantCulture),
    }.Where(q => q.Value is not null));
}
