using Microsoft.AspNetCore.WebUtilities;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Listing;
using Mibsp.Domain.Complaints;

namespace Mibsp.Web.Features.Staff.Queue;

/// <summary>The filter as it stands in the address, so that reloading, bookmarks and the Back button keep it. Nonsense counts as not given.</summary>
internal static class QueueAddress
{
    public const string Path = "/officer/dashboard";

    /// <summary>Stands for "closed ones too" where a status would be.</summary>
    public const string AnyStatus = "any";

    public static QueueFilter Read(
        string? show, string? status, string? delayed, string? number, string? sort, string? after, string? bursts = null, string? before = null) => new(
        Named(show, QueueScope.All),
        Status: Named<ComplaintStatus>(status),
        OpenOnly: status != AnyStatus && Named<ComplaintStatus>(status) is null,
        DelayedOnly: delayed == "true",
        CaseNumber: string.IsNullOrWhiteSpace(number) ? null : number.Trim(),
        Order: Named(sort, QueueOrder.Deadline),
        Place: ListPlace.Parse(after, before, Named(sort, QueueOrder.Deadline)),
        // A search finds everything there is.
        Bursts: string.IsNullOrWhiteSpace(number) ? Named(bursts, BurstShow.Apart) : BurstShow.Together);

    /// <summary>Reads what stands behind the question mark.</summary>
    public static QueueFilter Read(string query)
    {
        var given = QueryHelpers.ParseQuery(query);
        return Read(Given("show"), Given("status"), Given("delayed"), Given("case"), Given("sort"), Given("after"), Given("bursts"), Given("before"));

        string? Given(string name) => given.TryGetValue(name, out var values) ? values[0] : null;
    }

    /// <summary>What stands behind the question mark; nothing for the queue as it opens.</summary>
    public static string Query(QueueFilter filter) => Of(filter)[Path.Length..].TrimStart('?');

    public static string Of(QueueFilter filter)
    {
        var query = new Dictionary<string, string?>();
        Add(query, "show", filter.Scope is QueueScope.All ? null : Word(filter.Scope));
        Add(query, "status", StatusWord(filter));
        Add(query, "delayed", filter.DelayedOnly ? "true" : null);
        Add(query, "case", filter.CaseNumber);
        Add(query, "sort", filter.Order is QueueOrder.Deadline ? null : Word(filter.Order));
        Add(query, "bursts", filter.Bursts is BurstShow.Apart || filter.CaseNumber is not null ? null : Word(filter.Bursts));
        Add(query, filter.Place is { IsBefore: true } ? "before" : "after", filter.Place?.Text);
        return QueryHelpers.AddQueryString(Path, query);
    }

    /// <summary>What the status field shows: nothing for all open ones.</summary>
    public static string? StatusWord(QueueFilter filter)
        => filter.Status is { } status ? Word(status) : filter.OpenOnly ? null : AnyStatus;

    /// <summary>Whether anything is held back beyond the tab itself.</summary>
    public static bool IsFiltered(QueueFilter filter)
        => filter.Status is not null || !filter.OpenOnly || filter.DelayedOnly || filter.CaseNumber is not null;

    public static string Word<T>(T value) where T : struct, Enum => $"{value}".ToLowerInvariant();

    private static T? Named<T>(string? word) where T : struct, Enum
        => Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsDigit(word![0]) ? value : null;

    private static T Named<T>(string? word, T otherwise) where T : struct, Enum => Named<T>(word) ?? otherwise;

    private static void Add(Dictionary<string, string?> query, string name, string? value)
    {
        if (value is not null)
        {
            query[name] = value;
        }
    }
}
