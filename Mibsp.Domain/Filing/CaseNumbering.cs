using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Filing;

/// <summary>Gives case numbers, without gaps, in the order in which the town hall hears of complaints.</summary>
internal static class CaseNumbering
{
    /// <summary>Runs under the record's lock, inside the transaction, once in it.</summary>
    public static async Task GiveAsync(MibspDbContext db, IEnumerable<Complaint> complaints, CancellationToken ct)
    {
        // Read anew each time: an attempt that failed and is repeated has left its own count behind.
        db.ChangeTracker.Entries<CaseCounter>().ToList().ForEach(entry => entry.State = EntityState.Detached);
        foreach (var complaint in complaints)
        {
            var year = complaint.FiledOn.Year;
            var counter = await db.CaseCounters.FindAsync([year], ct) ?? db.Add(new CaseCounter(year, 0)).Entity;
            complaint.Number(counter.Next());
        }
    }
}
