using Mibsp.Domain.Common;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Officers;

namespace Mibsp.Domain.Complaints;

/// <summary>
/// One reason for which somebody is shown complaints. Not <c>Personal</c>: it holds the same for everybody of that role and department, but for what is kept from them.
/// <c>OnlyOpen</c>: nobody answers for what is closed, and it waits for nobody. <c>IsNarrow</c>: it holds few, so that it narrows a list more than where a complaint stands.
/// </summary>
internal sealed record ListWalk(IQueryable<Complaint> Complaints)
{
    public bool Personal { get; init; }

    public bool OnlyOpen { get; init; }

    public bool IsNarrow { get; init; }
}

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
    internal static IReadOnlyList<ListWalk> WalksOf(this IQueryable<Complaint> complaints, Actor actor)
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
            StaffRole.Officer =>
            [
                new(ofDepartment.Where(c => c.OfficerId == null)) { IsNarrow = true },
                new(ofDepartment.Where(c => c.OfficerId == actor.UserId)) { IsNarrow = true, Personal = true }, new(answered) { Personal = true, OnlyOpen = true },
            ],
            StaffRole.Supervisor =>
            [
                new(ofDepartment), new(answered) { Personal = true, OnlyOpen = true }, new(existing.Where(c => c.BlockedByDepartmentId == actor.DepartmentId)) { OnlyOpen = true },
            ],
            StaffRole.IntegrityOfficer => [new(ofDepartment), new(climbed) { IsNarrow = true }, new(pending) { OnlyOpen = true }, new(answered) { Personal = true, OnlyOpen = true }],
            StaffRole.Commissioner =>
            [
                new(climbed.Where(c => c.Rung >= Rung.Commissioner)) { IsNarrow = true }, new(pending) { OnlyOpen = true }, new(answered) { Personal = true, OnlyOpen = true },
            ],
            StaffRole.Administrator => [new(existing)],
            _ => [new(existing.Where(c => false))],
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

    /// <summary>
    /// The ids of what <see cref="CountedFor"/> leaves out of all that others count: to be taken off sums that know no people. May hold some that nobody knows of yet,
    /// of which no sum has anything.
    /// </summary>
    internal static IQueryable<Guid> IdsNotCountedFor(this IQueryable<Recusal> recusals, IQueryable<Complaint> complaints, Actor actor, int integrityCellId)
    {
        var kept = recusals.IdsKeptFrom(actor);
        return actor.Role is StaffRole.Officer or StaffRole.Supervisor && actor.DepartmentId != integrityCellId
            ? kept.Union(complaints.Where(c => c.DepartmentId == integrityCellId).Select(c => c.Id)) : kept;
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
