using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Casework;

/// <summary>Who did the last thing with a case. A name only where it was staff.</summary>
public sealed record LastAct(Party By, Guid? UserId, string? Name);

/// <summary>Says to whoever comes second who was first. Goes through <see cref="ComplaintAccess"/> like every other answer.</summary>
public sealed class LastActQueries(IDbContextFactory<MibspDbContext> contexts)
{
    /// <summary>Who changed the case last, or null when the actor may not see it. Having read it is no change.</summary>
    public async Task<LastAct?> FindAsync(Guid complaintId, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await (from c in db.Complaints.VisibleTo(actor)
                      join d in db.AuditDetails on c.Id equals d.ComplaintId
                      join e in db.AuditEntries on d.Sequence equals e.Sequence
                      where c.Id == complaintId && !AuditActs.Readings.Contains(e.Act)
                      orderby e.Sequence descending
                      select new LastAct(e.By, d.UserId, db.Users.Where(u => u.Id == d.UserId).Select(u => u.DisplayName).FirstOrDefault()))
            .FirstOrDefaultAsync(ct);
    }

    /// <summary>
    /// Which colleague in the officer's own department has a case that was, until just now, before the officer. Null for whoever
    /// is kept away from it, and when it is with nobody or in another department.
    /// </summary>
    public async Task<string?> HolderAsync(Guid complaintId, Actor actor, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Officer)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Complaints.VisibleTo(actor with { Role = StaffRole.Supervisor })
            .Where(c => c.Id == complaintId && c.OfficerId != actor.UserId)
            .Join(db.Users, c => c.OfficerId, u => u.Id, (_, u) => u.DisplayName).SingleOrDefaultAsync(ct);
    }
}
