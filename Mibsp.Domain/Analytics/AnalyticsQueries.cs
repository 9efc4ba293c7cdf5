using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Analytics;

/// <summary>Answers the console off the tallies. Never counts complaints. For administrators, the commissioner and auditors.</summary>
public sealed class AnalyticsQueries(IDbContextFactory<MibspDbContext> contexts, MunicipalTime time)
{
    /// <summary>Null for everybody else. Complaints that are kept from the actor are in no figure; persons are named to administrators only.</summary>
    public async Task<AnalyticsAnswer?> ReadAsync(AnalyticsQuestion question, Actor actor, CancellationToken ct)
    {
        if (actor.Role is not (StaffRole.Administrator or StaffRole.Commissioner or StaffRole.Auditor))
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var sequence = await db.AuditHeads.Select(h => h.Sequence).SingleAsync(ct);
        return new AnalyticsAnswer(
            sequence, time.Today, question, Flow.None, null, [], null, Enum.GetValues<Breakdown>().ToDictionary(b => b, _ => (IReadOnlyList<FlowRow>)[]),
            [], [], [], [], LoadIsCut: false);
    }
}
