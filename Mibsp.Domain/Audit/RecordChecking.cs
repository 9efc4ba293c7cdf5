using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Audit;

/// <summary>How an administrator or auditor has the record checked. That they did, and what was found, is itself entered.</summary>
public sealed class RecordChecking(
    AuditVerification verification, IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time)
{
    /// <summary>The verdict, or null when the actor may not ask for one.</summary>
    public async Task<AuditVerdict?> CheckAsync(Actor actor, IProgress<AuditProgress>? progress, CancellationToken ct)
    {
        if (actor.Role is not (StaffRole.Administrator or StaffRole.Auditor))
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var end = await ReadableRecord.EndAsync(db, ct);
        var verdict = await verification.VerifyAsync(progress is null ? null : new UpTo(end, progress), ct);
        verdict = verdict with { Entries = Math.Min(end, verdict.Entries) };
        var details = new Dictionary<string, string>
        {
            ["entries"] = verdict.Entries.ToString(CultureInfo.InvariantCulture),
            ["firstBad"] = verdict.FirstBad?.ToString(CultureInfo.InvariantCulture) ?? "none",
        };
        await ledger.SaveAsync(db, AuditRecord.Of(AuditAct.RecordVerified, Stamp.Staff(actor, time), null, details), ct);
        return verdict;
    }

    // All of it is checked, but a count that grows would tell when a complaint came in that is still held back.
    private sealed class UpTo(long end, IProgress<AuditProgress> reader) : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value) => reader.Report(new AuditProgress(Math.Min(end, value.Seen), Math.Min(end, value.Entries)));
    }
}
