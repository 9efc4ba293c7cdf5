#pragma warning disable CA1309 // These comparisons become the database's own; case numbers are digits in the same places.
using System.Linq.Expressions;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;

namespace Mibsp.Domain.Casework.Listing;

/// <summary>Narrows lists of complaints and puts them in order. Each order ends in the case number, which is unique, and has indexes of its own.</summary>
internal static class ListFiltering
{
    public static IQueryable<Complaint> By(this IQueryable<Complaint> complaints, QueueFilter filter, ListBounds bounds, Actor actor, bool isNarrow = false)
    {
        complaints = Due(Standing(complaints, filter, bounds.Today, actor, isNarrow), filter);
        complaints = filter.DepartmentId is { } department ? complaints.Where(c => c.DepartmentId == department) : complaints;
        complaints = filter.ServiceId is { } service ? complaints.Where(c => c.ServiceId == service) : complaints;
        complaints = filter.WardId is { } ward ? complaints.Where(c => c.WardId == ward) : complaints;
        complaints = filter.Kind is { } kind ? complaints.Where(c => c.Kind == kind) : complaints;
        complaints = filter.OfficerId is { } officer ? complaints.Where(c => c.OfficerId == officer) : complaints;
        complaints = Bursts(complaints, filter.Bursts, bounds.Today);
        complaints = Numbered(Numbered(complaints, bounds.Search), bounds.Numbers);
        complaints = bounds.Deadlines is var (first, last) ? complaints.Where(c => c.DeadlineOn >= first && c.DeadlineOn <= last) : complaints;
        return ListBounds.Filed(complaints, filter);
    }

    /// <summary>From the place on, in the list's order; backwards where what lies before the place is asked for.</summary>
    public static IQueryable<Complaint> From(this IQueryable<Complaint> complaints, ListPlace? place, QueueOrder order)
    {
        var isDown = order is QueueOrder.Newest != (place?.IsBefore ?? false);
        if (order is not QueueOrder.Deadline)
        {
            complaints = place is not { CaseNumber: var number } ? complaints
                : isDown ? complaints.Where(c => string.Compare(c.CaseNumber, number) < 0) : complaints.Where(c => string.Compare(c.CaseNumber, number) > 0);
            return isDown ? complaints.OrderByDescending(c => c.CaseNumber) : complaints.OrderBy(c => c.CaseNumber);
        }

        // The day alone says where to begin; the rest is looked at among the rows of that day.
        complaints = place is not { DeadlineOn: { } on, CaseNumber: var after } ? complaints
            : isDown ? complaints.Where(c => c.DeadlineOn <= on && (c.DeadlineOn < on || string.Compare(c.CaseNumber, after) < 0))
            : complaints.Where(c => c.DeadlineOn >= on && (c.DeadlineOn > on || string.Compare(c.CaseNumber, after) > 0));
        return isDown ? complaints.OrderByDescending(c => c.DeadlineOn).ThenByDescending(c => c.CaseNumber) : complaints.OrderBy(c => c.DeadlineOn).ThenBy(c => c.CaseNumber);
    }

    /// <summary>Rows of several walks in the order in which each of them goes.</summary>
    public static IEnumerable<ComplaintRow> InOrder(this IEnumerable<ComplaintRow> rows, QueueFilter filter)
    {
        var isDown = filter.Order is QueueOrder.Newest != (filter.Place?.IsBefore ?? false);
        var byDeadline = filter.Order is QueueOrder.Deadline;
        var day = (ComplaintRow row) => byDeadline ? row.DeadlineOn : default;
        return isDown
            ? rows.OrderByDescending(day).ThenByDescending(row => row.CaseNumber, StringComparer.Ordinal)
            : rows.OrderBy(day).ThenBy(row => row.CaseNumber, StringComparer.Ordinal);
    }

    // Nothing that is late stays aside, whoever sent it and with how many others.
    internal static Expression<Func<Complaint, bool>> InBurst(DateOnly today) => c => c.BurstId != null && c.LateAfterOn >= today;

    private static IQueryable<Complaint> Standing(IQueryable<Complaint> complaints, QueueFilter filter, DateOnly today, Actor actor, bool isNarrow)
    {
        complaints = filter.Scope switch
        {
            QueueScope.Mine => complaints.Where(c => c.OfficerId == actor.UserId),
            QueueScope.Unassigned => complaints.Where(c => c.OfficerId == null),
            _ => complaints,
        };

        // What is closed has a day on which it was. Said so, where it is to be found otherwise: the databases would rather look through all that is closed.
        complaints = filter.Status switch
        {
            null => complaints,
            ComplaintStatus.Closed when isNarrow => complaints.Where(c => c.ClosedOn != null),
            { } status => complaints.Where(c => c.Status == status),
        };

        // In these very words, because they are those of the indexes of what is open.
        complaints = filter.OpenOnly || filter.DelayedOnly || filter.DueFrom is not null || filter.DueUntil is not null || filter.Status is { } open && open.IsOpen() ? complaints.Where(c => c.Status != ComplaintStatus.Closed) : complaints;
        return filter.DelayedOnly ? complaints.Where(c => c.LateAfterOn < today) : complaints;
    }

    // Nothing is delayed before its deadline has passed, so that the last day ends a walk along the deadlines. Other walks must not be led to them.
    private static IQueryable<Complaint> Due(IQueryable<Complaint> complaints, QueueFilter filter)
    {
        complaints = filter.DueUntil is { } last ? complaints.Where(c => c.LateAfterOn <= last) : complaints;
        complaints = filter is { DueUntil: { } end, Order: QueueOrder.Deadline } ? complaints.Where(c => c.DeadlineOn <= end) : complaints;
        return filter.DueFrom is { } first ? complaints.Where(c => c.LateAfterOn >= first) : complaints;
    }

    private static IQueryable<Complaint> Numbered(IQueryable<Complaint> complaints, CaseNumberSearch? search) => search switch
    {
        null => complaints,
        { Numbers: { } numbers } => complaints.Where(c => numbers.Contains(c.CaseNumber)),
        { First: var first, Last: var last } => complaints.Where(c => string.Compare(c.CaseNumber, first) >= 0 && string.Compare(c.CaseNumber, last) <= 0),
    };

    private static IQueryable<Complaint> Bursts(IQueryable<Complaint> complaints, BurstShow show, DateOnly today) => show switch
    {
        BurstShow.Apart => complaints.Where(c => c.BurstId == null || c.LateAfterOn < today),
        BurstShow.Only => complaints.Where(InBurst(today)),
        _ => complaints,
    };
}
