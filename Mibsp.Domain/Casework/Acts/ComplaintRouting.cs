using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Settings;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Casework.Acts;

/// <summary>Where a complaint goes: to another department, past people who must not have it, or on hold for somebody else's part.</summary>
public sealed class ComplaintRouting
{
    private readonly CaseChanging _cases;
    private readonly RulesReading _rules;

    internal ComplaintRouting(CaseChanging cases, RulesReading rules) => (_cases, _rules) = (cases, rules);

    /// <summary>Hands it to another department. The reason is an internal note that goes with it.</summary>
    public Task<Outcome> TransferAsync(SeenComplaint seen, int departmentId, string reason, Actor actor, CancellationToken ct)
        => _cases.ChangeAsync(seen, actor, MayTransferAny(actor) ? Doer.Knower : Doer.Holder, AuditAct.ComplaintTransferred, async made =>
        {
            var to = await made.Db.Departments.SingleOrDefaultAsync(d => d.Id == departmentId && d.IsActive, ct);
            Require(to is not null, Refusal.DepartmentMissing);
            made.Details["from"] = $"{made.Complaint.DepartmentId}";
            made.Details["to"] = $"{departmentId}";
            var calendar = await ReckoningSource.CalendarAsync(made.Db, departmentId, ct);
            var rules = (await _rules.ReadAsync(made.Db, ct)).ClockOn(made.Complaint.FiledOn);
            made.Complaint.TransferTo(departmentId, to!.IsIntegrityCell, calendar, rules, made.Stamp);
            made.AddNote(reason);
        }, ct);

    /// <summary>Waits for another department's part of the work. <paramref name="whatFor"/> is shown to the head of that one.</summary>
    public Task<Outcome> BlockAsync(SeenComplaint seen, int departmentId, string whatFor, Actor actor, CancellationToken ct)
        => _cases.ChangeAsync(seen, actor, Doer.Holder, AuditAct.ComplaintBlocked, async made =>
        {
            Require(await made.Db.Departments.AnyAsync(d => d.Id == departmentId && d.IsActive, ct), Refusal.DepartmentMissing);
            made.Complaint.BlockOn(departmentId, whatFor, made.Stamp, made.Cipher);
            made.Details["by"] = $"{departmentId}";
        }, ct);

    /// <summary>The waiting is over: said by whoever works on it, or by the head of the department that was waited for.</summary>
    public Task<Outcome> UnblockAsync(SeenComplaint seen, Actor actor, CancellationToken ct)
        => _cases.ChangeAsync(seen, actor, Doer.Knower, AuditAct.ComplaintUnblocked, made => made.Complaint.Unblock(made.Stamp), ct);

    /// <summary>"I must not judge this": the case does not exist for them any more, and somebody else answers for it.</summary>
    public Task<Outcome> RecuseMyselfAsync(SeenComplaint seen, Actor actor, CancellationToken ct) => RecuseAsync(seen, actor.UserId, null, Doer.Reader, actor, ct);

    /// <summary>An administrator keeps it from a member of staff. The reason is an internal note for those who go on with it.</summary>
    public Task<Outcome> RecuseAsync(SeenComplaint seen, Guid userId, string reason, Actor actor, CancellationToken ct)
        => actor.Role is Officers.StaffRole.Administrator ? RecuseAsync(seen, userId, reason, Doer.Knower, actor, ct) : Task.FromResult<Outcome>(Refusal.NotFound);

    private Task<Outcome> RecuseAsync(SeenComplaint seen, Guid userId, string? reason, Doer doer, Actor actor, CancellationToken ct)
        => _cases.ChangeAsync(seen, actor, doer, AuditAct.StaffRecused, async made =>
        {
            Require(await made.Db.Users.AnyAsync(u => u.Id == userId, ct), Refusal.OfficerNotEligible);
            made.Complaint.Recuse(userId, made.Stamp);
            made.Details["user"] = userId.ToString("N");
            if (reason is not null)
            {
                made.AddNote(reason);
            }

            var roster = await ReckoningSource.RosterAsync(made.Db, made.Complaint, ct);
            var left = roster.Accountable(
                made.Complaint.DepartmentId, made.Complaint.OfficerId, made.Complaint.Rung, [.. made.Complaint.Recusals.Select(r => r.UserId)], made.Stamp.On);
            Require(left is not null, Refusal.NobodyLeft);
        }, ct);

    private static bool MayTransferAny(Actor actor) => actor.Role is Officers.StaffRole.Administrator;
}
