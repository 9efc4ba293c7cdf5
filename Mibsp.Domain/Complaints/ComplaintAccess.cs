using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;

namespace Mibsp.Domain.Complaints;

/// <summary>
/// Who may see a complaint: the one rule. Every list, count, search, file and event that reaches staff goes through it.
/// </summary>
public static class ComplaintAccess
{
    /// <summary>The complaints whose bare facts the actor may know of. Those not yet released are nobody's to know of.</summary>
    public static IQueryable<Complaint> VisibleTo(this IQueryable<Complaint> complaints, Actor actor)
    {
        var notRecused = complaints.Where(c => c.CaseNumber != null && !c.Recusals.Any(r => r.UserId == actor.UserId));
        return actor.Role switch
        {
            StaffRole.Officer => notRecused.Where(c =>
                c.DepartmentId == actor.DepartmentId && (c.OfficerId == null || c.OfficerId == actor.UserId)),
            StaffRole.Supervisor or StaffRole.IntegrityOfficer => notRecused.Where(c => c.DepartmentId == actor.DepartmentId),
            StaffRole.Administrator => notRecused,
            _ => complaints.Where(c => false),
        };
    }

    /// <summary>The complaints of which the actor may also read what was written. Administrators may not.</summary>
    public static IQueryable<Complaint> ReadableBy(this IQueryable<Complaint> complaints, Actor actor)
        => actor.Role.WorksOnComplaints() ? complaints.VisibleTo(actor) : complaints.Where(c => false);
}
