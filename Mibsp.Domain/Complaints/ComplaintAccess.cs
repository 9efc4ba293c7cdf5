using Mibsp.Domain.Common;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Officers;

namespace Mibsp.Domain.Complaints;

/// <summary>
/// Who may see a complaint: the one rule. Every list, count, search, file, notice, event and step of the ladder that reaches staff
/// goes through it. For whoever is recused a complaint does not exist, whatever their role.
/// </summary>
public static class ComplaintAccess
{
    /// <summary>The complaints whose bare facts the actor may know of. Those not yet released are nobody's to know of.</summary>
    public static IQueryable<Complaint> VisibleTo(this IQueryable<Complaint> complaints, Actor actor)
    {
        var existing = complaints.Existing(actor);
        return actor.Role switch
        {
            // The head of a department that is waited for is told that it is, and what for.
            StaffRole.Supervisor => existing.Where(c =>
                c.DepartmentId == actor.DepartmentId || c.AccountableId == actor.UserId || c.BlockedByDepartmentId == actor.DepartmentId),
            StaffRole.Administrator => existing,
            _ => existing.WorkedOnBy(actor),
        };
    }

    /// <summary>
    /// The same complaints as <see cref="VisibleTo"/> in parts, one for each reason, which may overlap. Each part is a walk along an index from
    /// wherever a page begins; all reasons in one would make the database read everything that the actor may see and put it in order.
    /// </summary>
    internal static IReadOnlyList<IQueryable<Complaint>> WalksOf(this IQueryable<Complaint> complaints, Actor actor)
    {
        var existing = complaints.Existing(actor);
        var answered = existing.Where(c => c.AccountableId == actor.UserId);
        var ofDepartment = existing.Where(c => c.DepartmentId == actor.DepartmentId);

        // Few, and found first: in order they would be looked for among all others.
        var pending = existing.Where(c => complaints.Where(p => p.PendingById != null).Select(p => p.Id).Contains(c.Id));

        // The higher rung in the words of the lower one's index, too.
        var climbed = existing.Where(c => c.Rung >= Rung.IntegrityOfficer);
        return actor.Role switch
        {
            StaffRole.Officer => [ofDepartment.Where(c => c.OfficerId == null), ofDepartment.Where(c => c.OfficerId == actor.UserId), answered],
            StaffRole.Supervisor => [ofDepartment, answered, existing.Where(c => c.BlockedByDepartmentId == actor.DepartmentId)],
            StaffRole.IntegrityOfficer => [ofDepartment, climbed, pending, answered],
            StaffRole.Commissioner => [climbed.Where(c => c.Rung >= Rung.Commissioner), pending, answered],
            StaffRole.Administrator => [existing],
            _ => [existing.Where(c => false)],
        };
    }

    /// <summary>
    /// The complaints of which the actor may also read what was written: those they work on or answer for, that climbed the ladder
    /// to them, or that need a second person. Administrators may not.
    /// </summary>
    public static IQueryable<Complaint> ReadableBy(this IQueryable<Complaint> complaints, Actor actor) => complaints.Existing(actor).WorkedOnBy(actor);

    /// <summary>
    /// The complaints that are not kept from the actor. For what is told beside a list, as a name on another case or a line of the record;
    /// by itself it lets nobody see anything.
    /// </summary>
    public static IQueryable<Complaint> NotKeptFrom(this IQueryable<Complaint> complaints, Actor actor)
        => complaints.Where(c => !c.Recusals.Any(r => r.UserId == actor.UserId));

    /// <summary>The complaints that are kept from the actor and that others know of: what every figure they are shown must leave out.</summary>
    internal static IQueryable<Complaint> KeptFrom(this IQueryable<Complaint> complaints, Actor actor)
        => complaints.Where(c => c.CaseNumber != null && c.Recusals.Any(r => r.UserId == actor.UserId));

    /// <summary>The ids of what is kept from the actor: where few are meant among very many complaints, found by the person first.</summary>
    internal static IQueryable<Guid> IdsKeptFrom(this IQueryable<Recusal> recusals, Actor actor)
        => recusals.Where(r => r.UserId == actor.UserId).Select(r => r.ComplaintId);

    /// <summary>
    /// The complaints that may be part of a sum about people or departments the actor may ask about, also those that were handed on or
    /// are closed. Departments do not learn by a sum how the integrity cell fares with what it has.
    /// </summary>
    public static IQueryable<Complaint> CountedFor(this IQueryable<Complaint> complaints, Actor actor, int integrityCellId)
    {
        var existing = complaints.Existing(actor);
        return actor.Role switch
        {
            StaffRole.Officer or StaffRole.Supervisor when actor.DepartmentId != integrityCellId => existing.Where(c => c.DepartmentId != integrityCellId),
            _ => existing,
        };
    }

    /// <summary>What <see cref="CountedFor"/> leaves out of all that others count: to be taken off sums that know no people.</summary>
    internal static IQueryable<Complaint> NotCountedFor(this IQueryable<Complaint> complaints, Actor actor, int integrityCellId)
    {
        var (user, leavesCellOut) = (actor.UserId, actor.Role is StaffRole.Officer or StaffRole.Supervisor && actor.DepartmentId != integrityCellId);
        return complaints.Where(c => c.CaseNumber != null && (c.Recusals.Any(r => r.UserId == user) || (leavesCellOut && c.DepartmentId == integrityCellId)));
    }

    private static IQueryable<Complaint> Existing(this IQueryable<Complaint> complaints, Actor actor)
        => complaints.NotKeptFrom(actor).Where(c => c.CaseNumber != null);

    private static IQueryable<Complaint> WorkedOnBy(this IQueryable<Complaint> complaints, Actor actor) => actor.Role switch
    {
        StaffRole.Officer => complaints.Where(c =>
            c.AccountableId == actor.UserId || (c.DepartmentId == actor.DepartmentId && (c.OfficerId == null || c.OfficerId == actor.UserId))),
        StaffRole.Supervisor => complaints.Where(c => c.DepartmentId == actor.DepartmentId || c.AccountableId == actor.UserId),
        StaffRole.IntegrityOfficer => complaints.Where(c =>
            c.DepartmentId == actor.DepartmentId || c.Rung >= Rung.IntegrityOfficer || c.PendingById != null || c.AccountableId == actor.UserId),
        StaffRole.Commissioner => complaints.Where(c => c.Rung >= Rung.Commissioner || c.PendingById != null || c.AccountableId == actor.UserId),
        _ => complaints.Where(c => false),
    };
}
