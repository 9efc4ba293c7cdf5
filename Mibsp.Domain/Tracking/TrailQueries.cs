using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Casework.BreakGlass;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Tracking;

/// <summary>What a citizen is told beside the complaint itself: who read it, whether it was rated, and their other reports.</summary>
public sealed record TrackedTrail(int? Rating, IReadOnlyList<TrackedReading> Readings, IReadOnlyList<TrackedReport> Reports)
{
    /// <summary>When administrators opened it, and what for: the earliest first.</summary>
    public IReadOnlyList<TrackedOpening> Openings { get; init; } = [];
}

/// <summary>That an administrator opened it on a day, and the kind of purpose that they stated. Not their words: those are about people.</summary>
public sealed record TrackedOpening(int Number, DateOnly On, OpeningPurpose Purpose);

/// <summary>How many people of a role read it, on how many days together, when last, and how many files they opened. No names.</summary>
public sealed record TrackedReading(StaffRole Role, int People, int Times, int Files, DateOnly LastOn);

/// <summary>One of the reports that a tracking ID opens. Number 0 is the first; the others tell what happened because of it.</summary>
public sealed record TrackedReport(int Number, ComplaintStatus Status, DateOnly FiledOn);

/// <summary>What the tracking page reads beside the complaint. Counts by index, never by walking the record.</summary>
public sealed class TrailQueries(IDbContextFactory<MibspDbContext> contexts, TrackingKey key)
{
    private const int OpeningsMax = 200;

    /// <summary>Null when there is no complaint of this tracking ID.</summary>
    public async Task<TrackedTrail?> FindAsync(TrackingId id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var hash = key.Hash(id);
        var complaint = await db.Complaints.Where(c => c.TrackingHash == hash)
            .Select(c => new { c.Id, c.Rating, First = c.LinkedToId ?? c.Id }).SingleOrDefaultAsync(ct);
        if (complaint is null)
        {
            return null;
        }

        var readings = await db.CaseReadings.Where(r => r.ComplaintId == complaint.Id).GroupBy(r => r.Role)
            .Select(g => new TrackedReading(
                g.Key, g.Select(r => r.UserId).Distinct().Count(), g.Count(), g.Sum(r => r.Files), g.Max(r => r.On)))
            .ToListAsync(ct);
        var reports = await db.Complaints.Where(c => c.Id == complaint.First || c.LinkedToId == complaint.First)
            .OrderBy(c => c.Id).Select(c => new { c.TrackingHash, c.Status, c.FiledOn }).Take(TrackingId.ReportsMax + 1).ToListAsync(ct);
        var openings = await db.StatedOpenings.Where(o => o.ComplaintId == complaint.Id).OrderBy(o => o.Number)
            .Select(o => new TrackedOpening(o.Number, o.On, o.Purpose)).Take(OpeningsMax).ToListAsync(ct);
        return new TrackedTrail(complaint.Rating, readings, reports.Count == 1 ? [] : [..
            from number in Enumerable.Range(0, TrackingId.ReportsMax + 1)
            let known = key.Hash(id.For(number))
            from report in reports
            where report.TrackingHash.AsSpan().SequenceEqual(known)
            select new TrackedReport(number, report.Status, report.FiledOn)])
        {
            Openings = openings,
        };
    }
}
