using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Casework;

/// <summary>Who gives work to whom: supervisors within their department, administrators everywhere.</summary>
public sealed class ComplaintAssigning(
    IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time, IComplaintEvents events)
{
    /// <summary>Gives the complaint to an enabled officer of the department that works on it, unless recused.</summary>
    public async Task<Outcome> AssignAsync(SeenComplaint seen, Guid officerId, Actor actor, CancellationToken ct)
    {
        if (!MayAssign(actor))
        {
            return Refusal.NotFound;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var complaint = await ledger.LoadAsync(db, db.Complaints.VisibleTo(actor).Where(c => c.Id == seen.Id), ct);
        if (complaint is null)
        {
            return Refusal.NotFound;
        }

        if (complaint.Version != seen.Version)
        {
            return Refusal.ChangedByOthers;
        }

        var department = complaint.DepartmentId;
        if (!await db.Users.Eligible(department).AnyAsync(u => u.Id == officerId, ct))
        {
            return Refusal.OfficerNotEligible;
        }

        try
        {
            var stamp = Stamp.Staff(actor, time);
            complaint.AssignTo(officerId, stamp);
            var details = new Dictionary<string, string> { ["officer"] = officerId.ToString("N") };
            await ledger.SaveAsync(db, AuditRecord.Of(AuditAct.ComplaintAssigned, stamp, complaint.Id, details), ct);
        }
        catch (RuleBrokenException broken)
        {
            return broken.Refusal;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.ChangedByOthers;
        }

        events.Publish(new ComplaintChanged(complaint.Id, [department]));
        return Outcome.Done;
    }

    /// <summary>The officers the complaint could be given to, by name.</summary>
    public async Task<IReadOnlyList<OfficerChoice>> CandidatesAsync(Guid complaintId, Actor actor, CancellationToken ct)
    {
        if (!MayAssign(actor))
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var complaint = await db.Complaints.VisibleTo(actor).AsNoTracking().Include(c => c.Recusals)
            .SingleOrDefaultAsync(c => c.Id == complaintId, ct);
        if (complaint is null)
        {
            return [];
        }

        var recused = complaint.Recusals.Select(r => r.UserId).ToList();
        return await db.Users.Eligible(complaint.DepartmentId).Where(u => !recused.Contains(u.Id))
            .OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Select(u => new OfficerChoice(u.Id, u.DisplayName)).Take(200).ToListAsync(ct);
    }

    public static bool MayAssign(Actor actor) => actor.Role is StaffRole.Supervisor or StaffRole.Administrator or StaffRole.IntegrityOfficer;
}

/// <summary>An officer to choose from a list.</summary>
public sealed record OfficerChoice(Guid Id, string DisplayName);

internal static class OfficerEligibility
{
    /// <summary>Enabled members of the department who work on complaints.</summary>
    public static IQueryable<StaffUser> Eligible(this IQueryable<StaffUser> users, int departmentId)
        => users.Where(u => u.DepartmentId == departmentId && !u.IsDisabled
            && (u.Role == StaffRole.Officer || u.Role == StaffRole.Supervisor || u.Role == StaffRole.IntegrityOfficer));
}
