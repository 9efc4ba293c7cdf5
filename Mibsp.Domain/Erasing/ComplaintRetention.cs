using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Settings;

namespace Mibsp.Domain.Erasing;

/// <summary>Erases closed complaints when their time is over, and what earlier erasures left behind. Called by a job; safe to call twice.</summary>
public sealed partial class ComplaintRetention(
    IDbContextFactory<MibspDbContext> contexts, ComplaintErasure erasure, EvidenceStore store, MunicipalTime time, RulesReading rules, ILogger<ComplaintRetention> logger)
{
    /// <summary>Calendar days after closing, unless the municipality sets others.</summary>
    public const int DefaultDays = 180;

    /// <summary>Calendar days after the citizen's last message within which nothing is erased.</summary>
    public const int DaysAfterMessage = 30;

    private const int AtATime = 200;

    // Kept files have no date of their own, so what no complaint holds is remembered here until another day finds it so again: a
    // file is in the store before the complaint that holds it is saved.
    private readonly Dictionary<string, DateOnly> _unheldSince = [];

    /// <summary>Erases what is due and says how many complaints that were. What was closed on a day is kept as long as was in force on it.</summary>
    public async Task<int> EraseDueAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await EraseDueAsync((await rules.ReadAsync(db, ct)).SpansOf(TownSetting.RetentionDays), ct);
    }

    /// <summary>The same with one period for all.</summary>
    public Task<int> EraseDueAsync(int retentionDays, CancellationToken ct) => EraseDueAsync([(DateOnly.MinValue, DateOnly.MaxValue, retentionDays)], ct);

    private async Task<int> EraseDueAsync(IEnumerable<(DateOnly From, DateOnly Until, int Days)> spans, CancellationToken ct)
    {
        var (today, erased) = (time.Today, 0);
        foreach (var (from, until, days) in spans)
        {
            var erasedNow = 0;
            do
            {
                erasedNow = 0;
                foreach (var id in await DueAsync(from, until, today.AddDays(-days), ct))
                {
                    var outcome = await erasure.EraseAsync(id, ct);
                    erasedNow += outcome.Succeeded ? 1 : 0;
                    if (!outcome.Succeeded)
                    {
                        LogOvertaken(id);
                    }
                }

                erased += erasedNow;
            }
            while (erasedNow > 0);
        }

        await SweepAsync(today, ct);
        await ScrubAsync(today, ct);
        return erased;
    }

    private async Task<List<Guid>> DueAsync(DateOnly from, DateOnly until, DateOnly lastClosed, CancellationToken ct)
    {
        var lastMessage = time.Today.AddDays(-DaysAfterMessage);
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Complaints
            .Where(c => c.Status == ComplaintStatus.Closed && c.ErasedOn == null && c.ClosedOn <= lastClosed && c.ClosedOn >= from && c.ClosedOn < until)
            .Where(c => !db.Messages.Any(m => m.ComplaintId == c.Id && m.By == Party.Citizen && m.On > lastMessage))
            .OrderBy(c => c.ClosedOn).ThenBy(c => c.Id).Select(c => c.Id).Take(AtATime).ToListAsync(ct);
    }

    /// <summary>Files that no complaint holds: an erasure was cut off between the database and the disk. They are without a key.</summary>
    private async Task SweepAsync(DateOnly today, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var unheld = new HashSet<string>();
        foreach (var names in store.KeptNames().Chunk(AtATime))
        {
            var held = await db.EvidenceFiles.Where(e => names.Contains(e.StoredName)).Select(e => e.StoredName).ToListAsync(ct);
            unheld.UnionWith(names.Except(held));
        }

        foreach (var found in _unheldSince.Keys.Where(name => !unheld.Contains(name)).ToList())
        {
            _unheldSince.Remove(found);
        }

        foreach (var name in unheld.Where(name => !_unheldSince.TryAdd(name, today) && _unheldSince[name] < today))
        {
            store.DeleteKept(name);
        }
    }

    // Also after the erasures of citizens since the last time this ran.
    private async Task ScrubAsync(DateOnly today, CancellationToken ct)
    {
        var yesterday = today.AddDays(-1);
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Complaints.AnyAsync(c => c.ErasedOn >= yesterday, ct))
        {
            await db.ScrubAsync(all: true, ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Complaint {ComplaintId} changed before it could be erased")]
    private partial void LogOvertaken(Guid complaintId);
}
