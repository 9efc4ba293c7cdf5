using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Casework;

/// <summary>
/// The door to what citizens wrote: whoever opens a case or a file is entered first, in the record and in the citizen's trail.
/// What cannot be entered is not opened, because then these methods throw.
/// </summary>
public sealed class CaseOpening(IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time)
{
    /// <summary>Enters that the actor reads the case: once a day, so that an open page, which reads again at each change, does not fill the record.</summary>
    public async Task EnterAsync(Guid complaintId, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var today = time.Today;
        if (!await db.CaseReadings.AnyAsync(r => r.ComplaintId == complaintId && r.UserId == actor.UserId && r.On == today, ct))
        {
            await EnterAsync(db, complaintId, actor, null, ct);
        }
    }

    /// <summary>Enters that the actor opens a file of the case: each time.</summary>
    public async Task EnterFileAsync(Guid complaintId, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await EnterAsync(db, complaintId, actor, AuditAct.EvidenceOpened, ct);
    }

    private async Task EnterAsync(MibspDbContext db, Guid complaintId, Actor actor, AuditAct? file, CancellationToken ct)
    {
        var stamp = Stamp.Staff(actor, time);
        var records = new List<AuditRecord>();

        // Looked up under the record's lock: of two pages of one person that open at once, one enters it and the other finds it.
        await ledger.SaveAsync(db, records, ct, async token =>
        {
            records.Clear();
            db.ChangeTracker.Clear();
            if (await db.CaseReadings.FindAsync([complaintId, actor.UserId, stamp.On], token) is not { } reading)
            {
                reading = db.Add(new CaseReading(complaintId, actor.UserId, stamp.On, actor.Role)).Entity;
                records.Add(AuditRecord.Of(AuditAct.CaseOpened, stamp, complaintId));
            }

            if (file is { } act)
            {
                reading.CountFile();
                records.Add(AuditRecord.Of(act, stamp, complaintId));
            }
        });
    }
}
