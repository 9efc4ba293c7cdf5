using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Bench;

/// <summary>
/// The rows that filing a complaint writes, saved by EF Core alone in one transaction: what is new is added, what is counted up is changed, and nothing is asked
/// or read. What the record says is then nonsense, so the database is one of its own.
/// </summary>
internal sealed class SameRows
{
    private readonly TestPortal _portal;
    private readonly Complaint _filed;
    private readonly List<object> _counters;
    private long _sequence;

    private SameRows(TestPortal portal, Complaint filed, List<object> counters, long sequence)
        => (_portal, _filed, _counters, _sequence) = (portal, filed, counters, sequence);

    public int Count { get; private set; }

    /// <summary>From a portal in which one complaint was filed.</summary>
    public static async Task<SameRows> LearnAsync(TestPortal portal)
    {
        await using var db = await ContextAsync(portal);
        var counters = new List<object>();
        counters.AddRange(await db.ComplaintTallies.AsNoTracking().ToListAsync());
        counters.AddRange(await db.WorkTallies.AsNoTracking().ToListAsync());
        counters.AddRange(await db.AgeTallies.AsNoTracking().ToListAsync());
        counters.AddRange(await db.FlowTallies.AsNoTracking().ToListAsync());
        counters.AddRange(await db.CaseCounters.AsNoTracking().ToListAsync());
        counters.AddRange(await db.AuditHeads.AsNoTracking().ToListAsync());
        var rows = new SameRows(portal, await db.Complaints.AsNoTracking().SingleAsync(), counters, await db.AuditEntries.MaxAsync(e => e.Sequence));
        await rows.SaveAsync();
        return rows;
    }

    public async Task SaveAsync()
    {
        await using var db = await ContextAsync(_portal);
        await using var transaction = await db.Database.BeginTransactionAsync();
        var rows = Draft().AddTo(db, Facts(), null);
        _portal.Get<ComplaintKeeping>().Wrap(rows.Key, rows.Cipher);
        rows.Complaint.Number($"{_sequence:00000000}");
        db.Add(new AuditEntry(++_sequence, rows.Record, RandomNumberGenerator.GetBytes(AuditHash.Length)) { ChainHash = RandomNumberGenerator.GetBytes(AuditHash.Length) });
        db.Add(new AuditDetail(_sequence, RandomNumberGenerator.GetBytes(AuditHash.Length), rows.Record));
        foreach (var counter in _counters)
        {
            var entry = db.Attach(counter);
            var count = counter switch { FlowTally => nameof(FlowTally.Filed), CaseCounter => nameof(CaseCounter.Last), AuditHead => nameof(AuditHead.Locks), _ => "Count" };
            entry.Property(count).CurrentValue = entry.Property(count).CurrentValue is long locks ? locks + 1 : (object)((int)entry.Property(count).CurrentValue! + 1);
        }

        Count = db.ChangeTracker.Entries().Count(e => e.State is not EntityState.Unchanged);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    private ComplaintFacts Facts()
        => new(_filed.Kind, _filed.KeepFrom, _filed.NamedDepartmentId, _filed.DepartmentId, _filed.ServiceId, _filed.WardId, 5, _filed.DeadlineOn) { KeptFrom = [] };

    private FilingDraft Draft()
    {
        var filed = A.NewComplaint(_filed.DepartmentId, serviceId: _filed.ServiceId, wardId: _filed.WardId);
        var hash = _portal.Get<TrackingKey>().Hash(TrackingId.New());
        return new FilingDraft(filed, hash, Stamp.Citizen(_filed.FiledOn), []);
    }

    private static Task<MibspDbContext> ContextAsync(TestPortal portal) => portal.Get<IDbContextFactory<MibspDbContext>>().CreateDbContextAsync();
}
