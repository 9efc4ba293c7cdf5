using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Notifying;

/// <summary>
/// Notes for people what others did with their complaints. Reads it off the change tracker, so that no service can forget it, and
/// looks after the notices that services made themselves: under the record's lock, none is given twice and none to who is recused.
/// </summary>
internal static class NoticeKeeping
{
    public static async Task ApplyAsync(MibspDbContext db, IReadOnlyCollection<AuditRecord> records, List<object> added, CancellationToken ct)
    {
        foreach (var entry in db.ChangeTracker.Entries<Complaint>().Where(e => e.State is EntityState.Modified).ToList())
        {
            await ForgetErasedAsync(db, entry, ct);
            if (records.FirstOrDefault(r => r.ComplaintId == entry.Entity.Id)?.Stamp is { } stamp)
            {
                foreach (var (userId, kind) in await NoticeFollowing.FromAsync(db, entry, ct))
                {
                    if (userId != stamp.UserId)
                    {
                        added.Add(db.Add(new Notice(userId, entry.Entity.Id, kind, round: 0, stamp.On, entry.Entity.Version)).Entity);
                    }
                }
            }
        }

        foreach (var step in db.ChangeTracker.Entries<LadderStep>().Where(e => e.State is EntityState.Added).Select(e => e.Entity).ToList())
        {
            if (step.ToldId is { } told)
            {
                added.Add(db.Add(new Notice(told, step.ComplaintId, NoticeFollowing.KindOf(step.Mark), step.Round, step.On)).Entity);
            }
        }

        await SiftAsync(db, ct);
    }

    /// <summary>Who has to be told of what is being saved. Asked after the commit, before the changes are accepted.</summary>
    public static IReadOnlyCollection<Guid> Told(MibspDbContext db)
        => [.. db.ChangeTracker.Entries<Notice>().Where(e => e.State is EntityState.Added).Select(e => e.Entity.UserId).Distinct()];

    // That and on which day somebody wrote goes with what they wrote.
    private static async Task ForgetErasedAsync(MibspDbContext db, EntityEntry<Complaint> entry, CancellationToken ct)
    {
        if (entry.Property(c => c.ErasedOn).IsModified)
        {
            var id = entry.Entity.Id;
            await db.Notices.Where(n => n.ComplaintId == id).ExecuteDeleteAsync(ct);
        }
    }

    private static async Task SiftAsync(MibspDbContext db, CancellationToken ct)
    {
        var notices = db.ChangeTracker.Entries<Notice>().Where(e => e.State is EntityState.Added).ToList();
        if (notices.Count == 0)
        {
            return;
        }

        var ids = notices.Select(e => e.Entity.ComplaintId).Distinct().ToList();
        var recused = (await db.Recusals.AsNoTracking().Where(r => ids.Contains(r.ComplaintId)).Select(r => new { r.ComplaintId, r.UserId }).ToListAsync(ct))
            .Select(r => (r.ComplaintId, r.UserId)).ToHashSet();
        var complaints = db.ChangeTracker.Entries<Complaint>().Select(e => e.Entity).ToDictionary(c => c.Id);
        recused.UnionWith(complaints.Values.SelectMany(c => c.Recusals.Select(r => (c.Id, r.UserId))));
        foreach (var notice in notices.Select(e => e.Entity).Where(n => n.Number == 0 && complaints.ContainsKey(n.ComplaintId)))
        {
            notice.NumberBy(complaints[notice.ComplaintId].Version);
        }

        var steps = notices.Any(e => e.Entity.Number == 0) ? await StepsAsync(db, ids, ct) : [];
        foreach (var entry in notices)
        {
            var notice = entry.Entity;
            if (recused.Contains((notice.ComplaintId, notice.UserId)) || !steps.Add(Key(notice)))
            {
                entry.State = EntityState.Detached;
            }
        }
    }

    private static async Task<HashSet<(Guid, Guid, NoticeKind, int, int)>> StepsAsync(MibspDbContext db, List<Guid> ids, CancellationToken ct)
    {
        var known = await db.Notices.AsNoTracking().Where(n => ids.Contains(n.ComplaintId) && n.Number == 0).ToListAsync(ct);
        return [.. known.Select(Key)];
    }

    private static (Guid, Guid, NoticeKind, int, int) Key(Notice notice) => (notice.ComplaintId, notice.UserId, notice.Kind, notice.Round, notice.Number);
}
