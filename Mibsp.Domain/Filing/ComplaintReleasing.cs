using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Settings;

namespace Mibsp.Domain.Filing;

/// <summary>Brings held complaints to the town hall once they are due. Called by a job; safe to call twice.</summary>
public sealed class ComplaintReleasing(
    IDbContextFactory<MibspDbContext> contexts, Ledger ledger, ReleaseSchedule schedule, MunicipalTime time, RulesReading rules, IComplaintEvents events)
{
    private const int AtATime = 1000;

    /// <summary>Releases what is due and says how many there were.</summary>
    public async Task<int> ReleaseDueAsync(CancellationToken ct)
    {
        var released = 0;
        var (held, delay) = await HeldAsync(ct);
        foreach (var id in schedule.Due(held, delay))
        {
            released += await ReleaseAsync(id, ct) ? 1 : 0;
        }

        return released;
    }

    private async Task<(List<Guid> Held, ReleaseDelay Delay)> HeldAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);

        // Ids are random, so that this is not the order of arrival.
        var held = await db.Complaints.Where(c => c.CaseNumber == null).OrderBy(c => c.Id).Select(c => c.Id).Take(AtATime).ToListAsync(ct);
        return (held, (await rules.ReadAsync(db, ct)).DelayOn(time.Today));
    }

    private async Task<bool> ReleaseAsync(Guid id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var complaint = await ledger.LoadAsync(db, db.Complaints.Where(c => c.Id == id), ct);
        if (complaint is null or { IsReleased: true })
        {
            return false;
        }

        complaint.Touch();
        try
        {
            var record = AuditRecord.Of(AuditAct.ComplaintReleased, Stamp.System(time), id);
            await ledger.SaveAsync(db, [record], ct, token => CaseNumbering.GiveAsync(db, [complaint], token));
        }
        catch (DbUpdateConcurrencyException)
        {
            // The citizen wrote just now, or another node released it: the next run sees which.
            return false;
        }

        events.Publish(new ComplaintChanged(id, [complaint.DepartmentId]));
        return true;
    }
}
