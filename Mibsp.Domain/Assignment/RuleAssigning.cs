using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Assignment;

/// <summary>
/// Gives a complaint to an officer by its department's rule the moment it gets there: filed, released or handed over. Reads it off the change tracker
/// and runs under the record's lock, so that nobody's turn is passed over or comes twice. Never to whoever is absent, disabled or recused;
/// where nobody is left it stays with nobody. What lies apart in a burst is left there. One for each saving: it keeps what it did when the saving is tried again.
/// </summary>
internal sealed class RuleAssigning(MunicipalTime time)
{
    private readonly List<(Complaint Complaint, Guid OfficerId, AssignmentWay Way, bool IsNew)> _given = [];

    /// <summary>Assigns, and says what is to be entered in the record about it.</summary>
    public async Task<IReadOnlyList<AuditRecord>> ApplyAsync(MibspDbContext db, ICollection<object> added, CancellationToken ct)
    {
        // Where an attempt made its complaints anew, what was given before is about complaints that are not there.
        _given.RemoveAll(given => db.Entry(given.Complaint).State is EntityState.Detached);
        var rules = new Dictionary<int, AssignmentRule?>();
        foreach (var entry in db.ChangeTracker.Entries<Complaint>().Where(HasCome).OrderBy(e => e.Entity.CaseNumber, StringComparer.Ordinal).ToList())
        {
            var (complaint, isNew) = (entry.Entity, entry.State is EntityState.Added);
            if (!rules.TryGetValue(complaint.DepartmentId, out var rule))
            {
                rule = await db.AssignmentRules.AsNoTracking().SingleOrDefaultAsync(r => r.DepartmentId == complaint.DepartmentId && r.Way != AssignmentWay.ByHand, ct);
                rules.Add(complaint.DepartmentId, rule);
            }

            if (rule is not null && await ChooseAsync(db, rule, complaint, ct) is { } officer)
            {
                complaint.AssignTo(officer, Stamp.System(time.Today));
                _given.Add((complaint, officer, rule.Way, isNew));
            }
        }

        foreach (var (complaint, officer, _, isNew) in _given)
        {
            await db.AssignmentRules.Where(r => r.DepartmentId == complaint.DepartmentId).ExecuteUpdateAsync(s => s.SetProperty(r => r.LastId, officer), ct);
            if (isNew)
            {
                // Of what is new nothing was changed, from which its officer would be told.
                added.Add(db.Add(new Notice(officer, complaint.Id, NoticeKind.GivenToYou, 0, time.Today, complaint.Version)).Entity);
            }
        }

        return [.. _given.Select(given => AuditRecord.Of(AuditAct.ComplaintAssigned, Stamp.System(time.Today), given.Complaint.Id, new Dictionary<string, string>
        {
            ["officer"] = given.OfficerId.ToString("N"), ["by"] = "rule", ["way"] = $"{given.Way}",
        }))];
    }

    private static bool HasCome(EntityEntry<Complaint> entry)
    {
        var complaint = entry.Entity;
        return complaint is { IsReleased: true, OfficerId: null, BurstId: null } && complaint.Status.IsOpen() && entry.State switch
        {
            EntityState.Added => true,
            EntityState.Modified => entry.Property(c => c.DepartmentId).IsModified || (entry.Property(c => c.CaseNumber) is { IsModified: true, OriginalValue: null }),
            _ => false,
        };
    }

    private async Task<Guid?> ChooseAsync(MibspDbContext db, AssignmentRule rule, Complaint complaint, CancellationToken ct)
    {
        var (today, recused) = (time.Today, complaint.Recusals.Select(r => r.UserId).ToHashSet());
        var able = (await db.Users.AsNoTracking()
            .Where(u => u.DepartmentId == rule.DepartmentId && !u.IsDisabled && (u.Role == StaffRole.Officer || u.Role == StaffRole.IntegrityOfficer))
            .Where(u => !(u.AbsentFromOn <= today && (u.AbsentUntilOn == null || u.AbsentUntilOn >= today)))
            .OrderBy(u => u.Id).Select(u => u.Id).ToListAsync(ct)).Where(id => !recused.Contains(id)).ToList();

        // More than one at once, in one saving: the second finds the turn of the first.
        var last = _given.LastOrDefault(given => given.Complaint.DepartmentId == rule.DepartmentId) is { Complaint: not null } before ? before.OfficerId : rule.LastId;
        if (rule.Way is AssignmentWay.InTurn)
        {
            return AssignmentTurn.InTurn(able, last);
        }

        var work = await db.WorkTallies.Where(w => able.Contains(w.OfficerId)).GroupBy(w => w.OfficerId)
            .Select(g => new { g.Key, Count = g.Sum(w => w.Count) }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        foreach (var given in _given)
        {
            work[given.OfficerId] = work.GetValueOrDefault(given.OfficerId) + 1;
        }

        return AssignmentTurn.LeastLoaded(able, work, last);
    }
}
