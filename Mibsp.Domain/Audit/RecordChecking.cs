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

        var verdict = await verification.VerifyAsync(progress, ct);
        var details = new Dictionary<string, string>
        {
            ["entries"] = verdict.Entries.ToString(CultureInfo.InvariantCulture),
            ["firstBad"] = verdict.FirstBad?.ToString(CultureInfo.InvariantCulture) ?? "none",
        };
        await using var db = await contexts.CreateDbContextAsync(ct);
        await ledger.SaveAsync(db, AuditRecord.Of(AuditAct.RecordVerified, Stamp.Staff(actor, time), null, details), ct);
        return verdict;
    }
}
