using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Departments;

/// <summary>Makes sure that there is an integrity cell: without it, nothing could be kept from a department.</summary>
public sealed class DirectoryFounding(IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time)
{
    public const string IntegrityCellName = "Integrity Cell";

    /// <summary>Safe to call at each start and on several machines at once.</summary>
    public async Task FoundAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Departments.AnyAsync(d => d.IsIntegrityCell, ct))
        {
            return;
        }

        var records = new List<AuditRecord>();
        await ledger.SaveAsync(db, records, ct, async token =>
        {
            records.Clear();
            db.ChangeTracker.Clear();
            if (!await db.Departments.AnyAsync(d => d.IsIntegrityCell, token))
            {
                db.Add(new Department(IntegrityCellName, isIntegrityCell: true));
                records.Add(AuditRecord.Of(AuditAct.DepartmentCreated, Stamp.System(time)));
            }
        });
    }
}
