#pragma warning disable CA1309 // These comparisons become the database's own; case numbers are digits in the same places.
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Counters;

/// <summary>Counts the tallies anew from the complaints there are. What it holds in memory grows with the cells, not with the complaints.</summary>
internal static class TallyCounting
{
    private const int AtOnce = 2000;

    /// <summary>In the order of case numbers, which all that count have. To be read within one <see cref="Snapshot"/>.</summary>
    public static async Task<TallySheet> CountAsync(MibspDbContext db, Action<int>? counted, CancellationToken ct)
    {
        var (sheet, last, all) = (new TallySheet(), "", 0);
        while (true)
        {
            var after = last;
            var numbers = await db.Complaints.Where(c => c.CaseNumber != null && string.Compare(c.CaseNumber, after) > 0)
                .OrderBy(c => c.CaseNumber).Select(c => c.CaseNumber!).Take(AtOnce).ToListAsync(ct);
            if (numbers.Count == 0)
            {
                return sheet;
            }

            var (first, until) = (numbers[0], last = numbers[^1]);
            await CountAsync(db, db.Complaints.AsNoTracking().Where(c => string.Compare(c.CaseNumber, first) >= 0 && string.Compare(c.CaseNumber, until) <= 0), sheet, ct);
            counted?.Invoke(all += numbers.Count);
        }
    }

    /// <summary>All that these complaints, which should be few, add to the tallies, as far as they count.</summary>
    public static async Task<TallySheet> OfAsync(MibspDbContext db, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var sheet = new TallySheet();
        foreach (var some in ids.Chunk(AtOnce))
        {
            await CountAsync(db, db.Complaints.AsNoTracking().Where(c => some.Contains(c.Id) && c.CaseNumber != null), sheet, ct);
        }

        return sheet;
    }

    private static async Task CountAsync(MibspDbContext db, IQueryable<Complaint> complaints, TallySheet sheet, CancellationToken ct)
    {
        var rows = await complaints.Select(c => new { c.Id, c.DepartmentId, c.FiledOn, c.Status, c.OfficerId, c.LateAfterOn, c.ServiceId, c.WardId, c.Kind, c.Hops, c.Contests }).ToListAsync(ct);
        var history = (await complaints.SelectMany(c => c.History, (c, h) => new { c.Id, h.Number, h.From, h.To, h.By, h.On, h.DepartmentId }).ToListAsync(ct)).ToLookup(h => h.Id);

        // Where the others were is said by their history alone.
        var wandered = rows.Where(c => c.Hops > 0 || c.Contests > Complaint.ContestsBeforeIntegrityCell || history[c.Id].Any(h => h.DepartmentId != c.DepartmentId)).Select(c => c.Id).ToList();
        var stays = wandered.Count == 0 ? null
            : (await db.CaseSpans.Where(s => wandered.Contains(s.ComplaintId)).Select(s => new { s.ComplaintId, s.Number, s.FromOn, s.DepartmentId }).ToListAsync(ct)).ToLookup(s => s.ComplaintId);
        foreach (var row in rows)
        {
            sheet.Count(row.DepartmentId, row.FiledOn, row.Status, row.OfficerId, row.LateAfterOn, +1);
            var facts = new FlowFacts(row.FiledOn, row.DepartmentId, row.ServiceId, row.WardId, row.Kind, row.LateAfterOn);
            sheet.Flow.Count(facts, CaseFlow.OfAll(
                facts, history[row.Id].OrderBy(h => h.Number).Select(h => new FlowStep(h.From, h.To, h.By, h.On, h.DepartmentId)),
                stays is null ? [] : [.. stays[row.Id].OrderBy(s => s.Number).Select(s => new FlowStay(s.FromOn, s.DepartmentId))]));
        }
    }
}
