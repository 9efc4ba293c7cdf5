using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Settings;

namespace Mibsp.Domain.Escalation;

/// <summary>When an account changes, the complaints that its owner answers for, or should, are settled in the same transaction.</summary>
internal static class AnsweringAnew
{
    /// <summary>
    /// Saves the change of the account within the open transaction and marks the complaints, so that who answers for them is worked out
    /// anew when the rest is saved.
    /// </summary>
    public static async Task MarkAsync(MibspDbContext db, StaffUser user, DateOnly today, TownRules rules, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        var (id, department, heads) = (user.Id, user.DepartmentId, user.Role is StaffRole.Supervisor);
        var theirs = await db.Complaints.Include(c => c.Recusals).Include(c => c.Spans.OrderBy(s => s.Number)).Include(c => c.Steps).AsSplitQuery()
            .Where(c => c.Status != ComplaintStatus.Closed)
            .Where(c => c.AccountableId == id || c.OfficerId == id || c.AccountableId == null
                || (heads && c.DepartmentId == department && (c.OfficerId == null || c.Rung == Rung.Supervisor)))
            .ToListAsync(ct);
        foreach (var complaint in theirs)
        {
            (await ReckoningSource.ReadAsync(db, complaint, rules, ct)).BringUp(complaint, today);
            db.Entry(complaint).Property(c => c.ReckonedOn).IsModified = true;
        }
    }
}
