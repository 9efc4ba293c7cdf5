using Mibsp.Domain.Clock;

namespace Mibsp.Domain.Metrics;

/// <summary>Whose work is measured: a person's, a department's, or a person's as far as it was done in that department.</summary>
public sealed record Holder(Guid? UserId, int? DepartmentId)
{
    public static Holder Person(Guid userId, int? departmentId = null) => new(userId, departmentId);

    public static Holder Department(int departmentId) => new(null, departmentId);

    /// <summary>Whether it was with them. Where nobody worked on it, it was with the person who answered for it.</summary>
    public bool Had(CaseSpan span)
        => (UserId is null || (span.OfficerId ?? span.AccountableId) == UserId) && (DepartmentId is null || span.DepartmentId == DepartmentId);
}
