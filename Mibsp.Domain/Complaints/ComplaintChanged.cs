namespace Mibsp.Domain.Complaints;

/// <summary>
/// Says that a complaint is no longer what a reader last saw. Carries ids only: readers ask again, through the
/// access rule. <paramref name="DepartmentIds"/> are the departments it is, or was until now, with.
/// </summary>
public sealed record ComplaintChanged(Guid ComplaintId, IReadOnlyList<int> DepartmentIds);

/// <summary>Where services announce changes, after commit.</summary>
public interface IComplaintEvents
{
    void Publish(ComplaintChanged change);
}
