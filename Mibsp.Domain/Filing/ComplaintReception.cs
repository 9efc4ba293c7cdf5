using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Common;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Filing;

/// <summary>
/// What every act of a citizen needs: the key that turns a tracking ID into its hash, the day, the complaint's own key, the
/// watch over floods, and the way to the integrity cell.
/// </summary>
public sealed class ComplaintReception(TrackingKey key, MunicipalTime time, ComplaintKeeping keeping, BurstWatch bursts)
{
    public TrackingKey Key => key;

    public MunicipalTime Time => time;

    public ComplaintKeeping Keeping => keeping;

    public BurstWatch Bursts => bursts;

    /// <summary>The integrity cell's department. There is always exactly one.</summary>
    public static async Task<int> IntegrityCellIdAsync(MibspDbContext db, CancellationToken ct)
        => await db.Departments.Where(d => d.IsIntegrityCell).Select(d => d.Id).SingleAsync(ct);
}
