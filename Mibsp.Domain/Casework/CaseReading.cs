using Mibsp.Domain.Officers;

namespace Mibsp.Domain.Casework;

/// <summary>
/// That a member of staff had what a citizen wrote before them on a day, and how many files they opened. The citizen is told by
/// role and number; who it was stands in the record.
/// </summary>
public sealed class CaseReading
{
    private CaseReading() { } // EF

    internal CaseReading(Guid complaintId, Guid userId, DateOnly on, StaffRole role) => (ComplaintId, UserId, On, Role) = (complaintId, userId, on, role);

    public Guid ComplaintId { get; private set; }

    public Guid UserId { get; private set; }

    public DateOnly On { get; private set; }

    /// <summary>What the reader was on that day.</summary>
    public StaffRole Role { get; private set; }

    /// <summary>Files of evidence opened, the same one twice counting as two.</summary>
    public int Files { get; private set; }

    internal void CountFile() => Files++;
}
