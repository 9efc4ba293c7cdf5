using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Settings;

namespace Mibsp.Domain.Escalation;

/// <summary>
/// Keeps the clock, the ladder and the accountable person of every complaint that changes, so that no service can forget it: brought
/// up to today when it is loaded for a change, settled when it is saved. What an act finds does not depend on when a job last ran.
/// </summary>
internal sealed class ClockKeeping(MunicipalTime time, RulesReading rules, TownReading towns)
{
    public async Task<Complaint?> LoadAsync(MibspDbContext db, IQueryable<Complaint> complaints, CancellationToken ct)
    {
        var complaint = await complaints.Include(c => c.Recusals).Include(c => c.Spans.OrderBy(s => s.Number)).Include(c => c.Steps)
            .AsSplitQuery().SingleOrDefaultAsync(ct);
        var today = time.Today;
        if (complaint is not null && complaint.Status.IsOpen() && complaint.ReckonedOn < today)
        {
            (await ReckoningSource.ReadAsync(db, complaint, await rules.ReadAsync(db, ct), ct)).BringUp(complaint, today);
        }

        return complaint;
    }

    /// <summary>
    /// Settles what is about to be saved, and says what is to be entered in the record about it. Under the record's lock, where the changes of the town
    /// were counted <paramref name="townChanges"/> times.
    /// </summary>
    public async Task<IReadOnlyList<AuditRecord>> ApplyAsync(MibspDbContext db, long townChanges, bool byItself, CancellationToken ct)
    {
        var (today, known) = (time.Today, new Dictionary<(int, Guid?, DateOnly), CaseReckoning>());
        TownAtHand? town = null;
        foreach (var entry in db.ChangeTracker.Entries<Complaint>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList())
        {
            var complaint = entry.Entity;
            if (entry.State is EntityState.Modified && complaint.Status.IsOpen() && complaint.ReckonedOn < today)
            {
                throw new InvalidOperationException("A complaint that is changed must be loaded by Ledger.LoadAsync.");
            }

            var key = (complaint.DepartmentId, complaint.OfficerId, complaint.FiledOn);
            if (!known.TryGetValue(key, out var reckoning))
            {
                known.Add(key, reckoning = await ReckoningSource.ReadAsync(db, complaint, town ??= await towns.ReadAsync(db, townChanges, ct), ct));
            }

            reckoning.Settle(complaint, today);
        }

        db.ChangeTracker.DetectChanges();
        return [.. db.ChangeTracker.Entries<Complaint>().Where(e => e.State is EntityState.Modified).SelectMany(e => Notice(e, byItself, today)), .. Steps(db, today)];
    }

    /// <summary>What somebody's open page shows has changed without anybody's act: their page must notice.</summary>
    private static IEnumerable<AuditRecord> Notice(EntityEntry<Complaint> entry, bool byItself, DateOnly today)
    {
        var moved = entry.Property(c => c.AccountableId).IsModified;
        if ((moved || entry.Property(c => c.Rung).IsModified || entry.Property(c => c.NextMarkOn).IsModified) && !entry.Property(c => c.Version).IsModified)
        {
            entry.Entity.Touch();
        }

        if (byItself && moved && entry.Entity.AccountableId is { } accountable)
        {
            yield return AuditRecord.Of(
                AuditAct.AccountablePassed, Stamp.System(today), entry.Entity.Id, new Dictionary<string, string> { ["accountable"] = accountable.ToString("N") });
        }
    }

    // Entered on the day it is entered: the record runs forward, also after a time off.
    private static IEnumerable<AuditRecord> Steps(MibspDbContext db, DateOnly today)
        => from entry in db.ChangeTracker.Entries<LadderStep>()
           where entry.State is EntityState.Added
           let step = entry.Entity
           orderby step.On, step.Mark
           select AuditRecord.Of(
               Ladder.RungOf(step.Mark) is null ? AuditAct.ReminderDue : AuditAct.ComplaintEscalated, Stamp.System(today), step.ComplaintId,
               new Dictionary<string, string> { ["mark"] = step.Mark.ToString(), ["due"] = $"{step.On:yyyy-MM-dd}", ["round"] = $"{step.Round}", ["accountable"] = step.ToldId?.ToString("N") ?? "" });
}
