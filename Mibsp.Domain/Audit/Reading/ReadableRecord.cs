using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Audit.Reading;

/// <summary>
/// How far people may read the record. An entry that appears tells its minute to whoever is watching; therefore reading ends
/// before the first entry about a complaint that is still held back, and goes on once it is released.
/// </summary>
internal static class ReadableRecord
{
    /// <summary>The last sequence number that may be shown.</summary>
    public static async Task<long> EndAsync(MibspDbContext db, CancellationToken ct)
    {
        var firstHeld = await db.Complaints.Where(c => c.CaseNumber == null)
            .Join(db.AuditDetails, c => c.Id, d => d.ComplaintId, (_, d) => (long?)d.Sequence).MinAsync(ct);
        return firstHeld - 1 ?? long.MaxValue;
    }
}
