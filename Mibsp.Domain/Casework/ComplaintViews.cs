using Mibsp.Domain.Clock;
using Mibsp.Domain.Casework.Listing;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Common;
using Mibsp.Domain.Evidence;

namespace Mibsp.Domain.Casework;

/// <summary>A complaint in a list: its bare facts.</summary>
public sealed record ComplaintRow(
    Guid Id, int Version, string CaseNumber, ComplaintKind Kind, ComplaintStatus Status, ComplaintOutcome? Outcome, string Department, string? Service,
    int? WardId, DateOnly FiledOn, DateOnly DeadlineOn, bool IsDelayed, Guid? OfficerId, string? OfficerName, Guid? BurstId)
{
    /// <summary>It is delayed after this day: the deadline, or a later one while the clock stands still.</summary>
    public DateOnly LateAfterOn { get; init; }

    /// <summary>For whom the clock runs.</summary>
    public ClockState Clock { get; init; }
}

/// <summary>Reports that came in one burst and that nobody has looked after yet.</summary>
public sealed record BurstRow(Guid Id, int Count);

/// <summary>One page of a list. There is no total: nothing is counted on request.</summary>
public sealed record Page<T>(IReadOnlyList<T> Rows, int Number, bool HasMore)
{
    /// <summary>Of a list that is walked by places and not by numbers: whether something lies before it.</summary>
    public bool HasEarlier { get; init; }
}

/// <summary>Which part of the work a list shows.</summary>
public enum QueueScope
{
    All,
    Mine,
    Unassigned,
}

/// <summary>How a list is ordered.</summary>
public enum QueueOrder
{
    Deadline,
    Newest,
    CaseNumber,
}

/// <summary>What a list does with reports that came in a burst. Past their deadline they always count as ordinary work.</summary>
public enum BurstShow
{
    Together,
    Apart,
    Only,
}

/// <summary>
/// What a list is asked for. <paramref name="CaseNumber"/> finds by the number's beginning or by the number in its year;
/// <paramref name="Place"/> null is the first page.
/// </summary>
public sealed record QueueFilter(
    QueueScope Scope = QueueScope.All, ComplaintStatus? Status = null, bool OpenOnly = false, bool DelayedOnly = false, int? DepartmentId = null,
    string? CaseNumber = null, QueueOrder Order = QueueOrder.Deadline, ListPlace? Place = null,
    BurstShow Bursts = BurstShow.Together)
{
    public int? ServiceId { get; init; }

    public int? WardId { get; init; }

    public ComplaintKind? Kind { get; init; }

    public Guid? OfficerId { get; init; }

    /// <summary>The first day of filing.</summary>
    public DateOnly? FiledFrom { get; init; }

    /// <summary>The last day of filing.</summary>
    public DateOnly? FiledUntil { get; init; }

    /// <summary>Only what is open and will not be, or was not, delayed before this day has passed.</summary>
    public DateOnly? DueFrom { get; init; }

    /// <summary>Only what is open and will be, or was, delayed once this day has passed.</summary>
    public DateOnly? DueUntil { get; init; }
}

/// <summary>A complaint as the officer's page shows it. <see cref="Story"/> is null for those who may not read it.</summary>
public sealed record CaseView(
    ComplaintRow Facts, KeepFrom KeepFrom, string NamedDepartment, int Contests, StoryView? Story,
    IReadOnlyList<TimelineItem> Timeline, IReadOnlyList<CaseFile> Files, DateOnly? ErasedOn, int? Rating, CaseStanding Standing)
{
    /// <summary>Whether what was written is the reader's to read, if it is still there.</summary>
    public bool MayRead { get; init; }
}

/// <summary>What the citizen told.</summary>
public sealed record StoryView(
    string Description, DateOnly? HappenedOn, bool HappenedByMonth, decimal? Amount, string? FileNumber, string? HowToCheck);

/// <summary>What kind of line a <see cref="TimelineItem"/> is.</summary>
public enum TimelineKind
{
    Status,
    Message,
    Note,
}

/// <summary>One line of a case: a move, a message or an internal note, in the order in which they came.</summary>
public sealed record TimelineItem(
    int Number, TimelineKind What, Party By, string? ByName, DateOnly On, ComplaintStatus? From, ComplaintStatus? To, string? Text);

/// <summary>A file of evidence to download.</summary>
public sealed record CaseFile(Guid Id, int Number, EvidenceType Type, long Size, EvidenceScan Scan, DateOnly On);
