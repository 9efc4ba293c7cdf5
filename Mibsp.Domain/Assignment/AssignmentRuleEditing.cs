using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Assignment;

/// <summary>A department with its rule, and how many people the rule can give work to today.</summary>
public sealed record AssignmentRuleRow(int DepartmentId, string Department, AssignmentWay Way, int Able);

/// <summary>How an administrator sets the departments' rules. Changes nothing about complaints that are there already.</summary>
public sealed class AssignmentRuleEditing(IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time)
{
    private const int RowsMax = 1000;

    public async Task<IReadOnlyList<AssignmentRuleRow>> ListAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var today = time.Today;
        return await db.Departments.Where(d => d.IsActive).OrderBy(d => d.Id).Take(RowsMax).Select(d => new AssignmentRuleRow(
            d.Id, d.Name, db.AssignmentRules.Where(r => r.DepartmentId == d.Id).Select(r => (AssignmentWay?)r.Way).FirstOrDefault() ?? AssignmentWay.ByHand,
            db.Users.Count(u => u.DepartmentId == d.Id && !u.IsDisabled && (u.Role == StaffRole.Officer || u.Role == StaffRole.IntegrityOfficer)
                && !(u.AbsentFromOn <= today && (u.AbsentUntilOn == null || u.AbsentUntilOn >= today))))).ToListAsync(ct);
    }

    public async Task<Outcome> SetAsync(int departmentId, AssignmentWay way, Actor actor, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator || !Enum.IsDefined(way))
        {
            return Refusal.NotFound;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await ledger.ChangeAsync(db, async (records, token) =>
        {
            Require(await db.Departments.AnyAsync(d => d.Id == departmentId, token), Refusal.DepartmentMissing);
            var rule = await db.AssignmentRules.FindAsync([departmentId], token) ?? db.Add(new AssignmentRule(departmentId)).Entity;
            rule.Change(way);
            var details = new Dictionary<string, string> { ["department"] = $"{departmentId}", ["way"] = $"{way}" };
            records.Add(AuditRecord.Of(AuditAct.AssignmentRuleChanged, Stamp.Staff(actor, time), null, details));
        }, ct);
    }
}
