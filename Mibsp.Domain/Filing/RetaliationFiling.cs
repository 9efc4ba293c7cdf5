using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;

namespace Mibsp.Domain.Filing;

/// <summary>What came of reporting retaliation: which report of the tracking ID it is, or why it was refused.</summary>
public sealed record RetaliationOutcome(int Report, Refusal? Refusal);

/// <summary>
/// "Something happened to me": how a citizen who was made to suffer for a complaint says so with the same tracking ID. It becomes a
/// case of the integrity cell, with a short deadline of its own; those who work on the first complaint do not learn of it.
/// </summary>
public sealed class RetaliationFiling(IDbContextFactory<MibspDbContext> contexts, ComplaintFiling filing, ComplaintReception reception)
{
    /// <summary>
    /// Files it. While such a report is open, another is refused, because the open one takes messages; the same words again are
    /// the same report, which makes a second press harmless. <paramref name="deadlineDays"/> are working days.
    /// </summary>
    public async Task<RetaliationOutcome> FileAsync(TrackingId id, ComplaintStory story, int deadlineDays, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var hash = reception.Key.Hash(id.For(0));
        var original = await db.Complaints.AsNoTracking().Include(c => c.History).Include(c => c.Recusals)
            .SingleOrDefaultAsync(c => c.TrackingHash == hash, ct);
        if (original is null)
        {
            return new RetaliationOutcome(0, Refusal.NotFound);
        }

        var reports = await db.Complaints.Where(c => c.LinkedToId == original.Id)
            .OrderBy(c => c.Id).Select(c => new { c.Id, c.TrackingHash, c.Status }).Take(TrackingId.ReportsMax).ToListAsync(ct);
        var numbers = Enumerable.Range(1, TrackingId.ReportsMax).ToDictionary(n => Convert.ToHexString(reception.Key.Hash(id.For(n))), n => n);
        if (reports.Find(r => r.Status.IsOpen()) is { } open)
        {
            return await SaysAsync(db, open.Id, story, ct)
                ? new RetaliationOutcome(numbers[Convert.ToHexString(open.TrackingHash)], null)
                : new RetaliationOutcome(0, Refusal.ToldAlready);
        }

        if (reports.Count == TrackingId.ReportsMax)
        {
            return new RetaliationOutcome(0, Refusal.ToldAlready);
        }

        var filed = new NewComplaint(
            ComplaintKind.Retaliation, original.NamedDepartmentId, null, null, original.KeepFrom, story, [],
            new FurtherReport(original.Id, await KeptFromAsync(db, original, ct), deadlineDays, original.BurstId is not null));
        var outcome = await filing.FileAsync(filed, id.For(reports.Count + 1), ct);
        return new RetaliationOutcome(outcome.Succeeded ? reports.Count + 1 : 0, outcome.Refusal);
    }

    private async Task<bool> SaysAsync(MibspDbContext db, Guid complaintId, ComplaintStory story, CancellationToken ct)
    {
        using var cipher = await reception.Keeping.OpenAsync(db, complaintId, ct);
        return cipher is not null
            && await db.ComplaintContents.AsNoTracking().SingleOrDefaultAsync(c => c.ComplaintId == complaintId, ct) is { } told
            && told.Read(cipher) == story;
    }

    /// <summary>
    /// Whoever is out of the first complaint, and whoever worked on it outside the integrity cell: they might come to the cell, or
    /// to administration, later. The cell's own officers are not kept away, as they were not the ones complained about.
    /// </summary>
    private static async Task<IReadOnlyCollection<Guid>> KeptFromAsync(MibspDbContext db, Complaint original, CancellationToken ct)
    {
        var worked = original.History.Select(h => h.UserId).Append(original.OfficerId).OfType<Guid>().Distinct().ToList();
        var outside = await db.Users.Where(u => worked.Contains(u.Id) && u.Role != StaffRole.IntegrityOfficer).Select(u => u.Id).ToListAsync(ct);
        return [.. original.Recusals.Select(r => r.UserId).Union(outside)];
    }
}
