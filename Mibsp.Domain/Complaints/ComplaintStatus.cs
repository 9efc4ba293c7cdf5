using System.Collections.Frozen;

namespace Mibsp.Domain.Complaints;

/// <summary>Where a complaint stands. "Delayed" is not one of these: it is said of any open complaint past its deadline.</summary>
public enum ComplaintStatus
{
    Pending,
    UnderReview,
    AwaitingCitizen,
    ActionTaken,
    Reopened,
    Closed,
}

/// <summary>The words of the statuses: the same on the page, in the API and in the database.</summary>
public static class ComplaintStatusWords
{
    private static readonly FrozenDictionary<ComplaintStatus, string> _words = new Dictionary<ComplaintStatus, string>
    {
        [ComplaintStatus.Pending] = "Pending",
        [ComplaintStatus.UnderReview] = "Under Review",
        [ComplaintStatus.AwaitingCitizen] = "Awaiting Citizen",
        [ComplaintStatus.ActionTaken] = "Action Taken",
        [ComplaintStatus.Reopened] = "Reopened",
        [ComplaintStatus.Closed] = "Closed",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, ComplaintStatus> _statuses =
        _words.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    public static string Words(this ComplaintStatus status) => _words[status];

    /// <summary>The status of these words. Throws <see cref="KeyNotFoundException"/> for any others.</summary>
    public static ComplaintStatus Parse(string words) => _statuses[words];

    public static bool IsOpen(this ComplaintStatus status) => status is not ComplaintStatus.Closed;
}
