using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Audit;

/// <summary>Enters in the record what was done with a job: who had it run, paused it or let it go on. The day and no time, as of everything.</summary>
public sealed class JobActs(IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time)
{
    /// <summary>Nobody as <paramref name="actor"/>: the portal did it by itself. <paramref name="hours"/>: for how long at most.</summary>
    public async Task EnterAsync(AuditAct act, string job, Actor? actor, int? hours, CancellationToken ct)
    {
        var details = new Dictionary<string, string> { ["job"] = job };
        if (hours is { } most)
        {
            details["hours"] = most.ToString(CultureInfo.InvariantCulture);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await ledger.SaveAsync(db, AuditRecord.Of(act, actor is null ? Stamp.System(time) : Stamp.Staff(actor, time), null, details), ct);
    }
}
