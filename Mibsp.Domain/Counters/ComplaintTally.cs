using Mibsp.Domain.Complaints;

namespace Mibsp.Domain.Counters;

/// <summary>How many complaints of a department and a month of filing stand at a status. Kept up with every act.</summary>
public sealed class ComplaintTally
{
    private ComplaintTally() { } // EF

    internal ComplaintTally(TallyKey key, int count)
        => (DepartmentId, FiledMonth, Status, Count) = (key.DepartmentId, key.FiledMonth, key.Status, count);

    public int DepartmentId { get; private set; }

    /// <summary>The first day of the month.</summary>
    public DateOnly FiledMonth { get; private set; }

    public ComplaintStatus Status { get; private set; }

    public int Count { get; private set; }
}

/// <summary>
/// How many open complaints of a department, with one officer or with nobody, are delayed after a day. The days
/// before today are the delayed ones.
/// </summary>
public sealed class WorkTally
{
    private WorkTally() { } // EF

    internal WorkTally(WorkKey key, int count)
        => (DepartmentId, OfficerId, LateAfterOn, Count) = (key.DepartmentId, key.OfficerId, key.LateAfterOn, count);

    public int DepartmentId { get; private set; }

    /// <summary><see cref="Guid.Empty"/> stands for nobody, because a key cannot be null.</summary>
    public Guid OfficerId { get; private set; }

    public DateOnly LateAfterOn { get; private set; }

    public int Count { get; private set; }
}

/// <summary>How many open complaints of a department were filed on a day: how old they are.</summary>
public sealed class AgeTally
{
    private AgeTally() { } // EF

    internal AgeTally(AgeKey key, int count) => (DepartmentId, FiledOn, Count) = (key.DepartmentId, key.FiledOn, count);

    public int DepartmentId { get; private set; }

    public DateOnly FiledOn { get; private set; }

    public int Count { get; private set; }
}

/// <summary>The cell of <see cref="ComplaintTally"/> a complaint is counted in.</summary>
public readonly record struct TallyKey(int DepartmentId, DateOnly FiledMonth, ComplaintStatus Status)
{
    public static TallyKey Of(int departmentId, DateOnly filedOn, ComplaintStatus status)
        => new(departmentId, new DateOnly(filedOn.Year, filedOn.Month, 1), status);
}

/// <summary>The cell of <see cref="WorkTally"/> an open complaint is counted in.</summary>
public readonly record struct WorkKey(int DepartmentId, Guid OfficerId, DateOnly LateAfterOn);

/// <summary>The cell of <see cref="AgeTally"/> an open complaint is counted in.</summary>
public readonly record struct AgeKey(int DepartmentId, DateOnly FiledOn);
