using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Casework;

/// <summary>Who gives work to whom: supervisors within their department, administrators everywhere.</summary>
public sealed class ComplaintAssigning
{
    private readonly IDbContextFactory<MibspDbContext> _contexts;
    private readonly CaseChanging _cases;

    internal ComplaintAssigning(IDbContextFactory<MibspDbContext> contexts, CaseChanging cases) => (_contexts, _cases) = (contexts, cases);

    /// <summary>Gives the complaint to an enabled officer of the department that works on it, unless recused.</summary>
    public Task<Outcome> AssignAsync(SeenComplaint seen, Guid officerId, Actor actor, CancellationToken ct)
        => !MayAssign(actor) ? Task.FromResult<Outcome>(Refusal.NotFound) : _cases.ChangeAsync(seen, actor, Doer.Knower, AuditAct.ComplaintAssigned, async made =>
        {
            Require(await made.Db.Users.Eligible(made.Complaint.DepartmentId).AnyAsync(u => u.Id == officerId, ct), Refusal.OfficerNotEligible);
            made.Complaint.AssignTo(officerId, made.Stamp);
            made.Details["officer"] = officerId.ToString("N");
        }, ct);

    /// <summary>The officers the complaint could be given to, by name.</summary>
    public async Task<IReadOnlyList<OfficerChoice>> CandidatesAsync(Guid complaintId, Actor actor, CancellationToken ct)
    {
        if (!MayAssign(actor))
        {
            return [];
        }

        await using var db = await _contexts.CreateDbContextAsync(ct);
        var complaint = await db.Complaints.VisibleTo(actor).AsNoTracking().Include(c => c.Recusals)
            .SingleOrDefaultAsync(c => c.Id == complaintId, ct);
        if (complaint is null)
        {
            return [];
        }

        var today = _cases.Today;
        var recused = complaint.Recusals.Select(r => r.UserId).ToList();
        return await db.Users.Eligible(complaint.DepartmentId).Where(u => !recused.Contains(u.Id))
            .OrderBy(u => u.DisplayName).ThenBy(u => u.Id)
            .Select(u => new OfficerChoice(u.Id, u.DisplayName) { IsAway = u.AbsentFromOn <= today && (u.AbsentUntilOn == null || u.AbsentUntilOn >= today) }).Take(200).ToListAsync(ct);
    }

    public static bool MayAssign(Actor actor) => actor.Role is StaffRole.Supervisor or StaffRole.Administrator or StaffRole.IntegrityOfficer or StaffRole.Commissioner;
}

/// <summary>An officer to choose from a list.</summary>
public sealed record OfficerChoice(Guid Id, string DisplayName)
{
    /// <summary>Away today: somebody else answers for what is given to them.</summary>
    public bool IsAway { get; init; }
}

internal static class OfficerEligibility
{
    /// <summary>Enabled members of the department who work on complaints.</summary>
    public static IQueryable<StaffUser> Eligible(this IQueryable<StaffUser> users, int departmentId)
        => users.Where(u => u.DepartmentId == departmentId && !u.IsDisabled
            && (u.Role == StaffRole.Officer || u.Role == StaffRole.Supervisor || u.Role == StaffRole.IntegrityOfficer));
}
