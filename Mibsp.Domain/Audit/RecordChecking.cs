using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit.Reading;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Audit;

/// <summary>A break of the record that a check found, and on which day; no later check found it mended.</summary>
public sealed record BrokenRecord(long FirstBad, DateOnly On);

/// <summary>On which day all of the record was checked last, if ever, and the break that stands.</summary>
public sealed record LastCheck(DateOnly? On, BrokenRecord? Broken);

/// <summary>How an administrator or auditor has the record checked. That they did, and what was found, is itself entered.</summary>
public sealed class RecordChecking(
    AuditVerification verification, IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time)
{
    /// <summary>How many checks are looked back on for a break.</summary>
    private const int Checks = 200;

    /// <summary>The number of the last entry that can be read and checked as part of a range. 0 for who may not.</summary>
    public async Task<long> EndAsync(Actor actor, CancellationToken ct)
    {
        if (!MayCheck(actor))
        {
            return 0;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return Math.Min(await ReadableRecord.EndAsync(db, ct), await db.AuditHeads.Select(h => (long?)h.Sequence).SingleOrDefaultAsync(ct) ?? 0);
    }

    /// <summary>Checks all, or a range. Null when the actor may not ask, or the range is none of the record.</summary>
    public async Task<AuditVerdict?> CheckAsync(AuditRange? range, Actor actor, IProgress<AuditProgress>? progress, CancellationToken ct)
    {
        var last = await EndAsync(actor, ct);
        if (!MayCheck(actor) || (range is not null && (range.First < 1 || range.First > range.Last || range.Last > last)))
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var end = await ReadableRecord.EndAsync(db, ct);
        var verdict = await verification.VerifyAsync(range, progress is null ? null : new UpTo(end, progress), ct);
        verdict = verdict with { Entries = Math.Min(end, verdict.Entries) };
        var details = new Dictionary<string, string> { ["entries"] = Text(verdict.Entries), ["firstBad"] = verdict.FirstBad is { } bad ? Text(bad) : "none" };
        if (range is not null)
        {
            (details["first"], details["last"]) = (Text(range.First), Text(range.Last));
        }

        // Found and not entered would be as good as not found: a check that is done is entered, even if nobody waits for it any more.
        await ledger.SaveAsync(db, AuditRecord.Of(AuditAct.RecordVerified, Stamp.Staff(actor, time), null, details), CancellationToken.None);
        return verdict;
    }

    /// <summary>The break that the latest checks found, unless a later one walked over the same entry and found nothing. Kept in the record itself.</summary>
    public async Task<BrokenRecord?> LastBreakAsync(Actor actor, CancellationToken ct)
        => MayCheck(actor) ? (await LastCheckAsync(ct)).Broken : null;

    /// <summary>The same for the portal itself, which tells administrators how it is.</summary>
    public async Task<LastCheck> LastCheckAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var checks = await db.AuditEntries.Where(e => e.Act == AuditAct.RecordVerified).OrderByDescending(e => e.Sequence).Take(Checks)
            .Join(db.AuditDetails, e => e.Sequence, d => d.Sequence, (e, d) => new { e.Sequence, e.On, d.Json }).OrderByDescending(c => c.Sequence).ToListAsync(ct);
        var (held, whole, broken) = (new List<AuditRange>(), (DateOnly?)null, (BrokenRecord?)null);
        foreach (var check in checks)
        {
            if (Read(check.Json) is not { } found)
            {
                continue;
            }

            whole ??= found.Range.First == 0 ? check.On : null;
            if (found.FirstBad is { } bad && !held.Any(range => range.First <= bad && bad <= range.Last))
            {
                broken ??= new BrokenRecord(bad, check.On);
            }

            if (found.FirstBad is null)
            {
                held.Add(found.Range);
            }
        }

        return new LastCheck(whole, broken);
    }

    private static bool MayCheck(Actor actor) => actor.Role is StaffRole.Administrator or StaffRole.Auditor;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    // Null when the details were tampered with: another check will say so. A check of all holds for whatever an earlier one found.
    private static (AuditRange Range, long? FirstBad)? Read(string json)
    {
        try
        {
            var details = JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];
            var range = Number("first") is { } first && Number("last") is { } last ? new AuditRange(first, last) : new AuditRange(0, long.MaxValue);
            return details.TryGetValue("firstBad", out var words) && (words == "none" || Number("firstBad") is not null) ? (range, Number("firstBad")) : null;

            long? Number(string key) => details.TryGetValue(key, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // All of it is checked, but a count that grows would tell when a complaint came in that is still held back.
    private sealed class UpTo(long end, IProgress<AuditProgress> reader) : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value) => reader.Report(new AuditProgress(Math.Min(end, value.Seen), Math.Min(end, value.Entries)));
    }
}
