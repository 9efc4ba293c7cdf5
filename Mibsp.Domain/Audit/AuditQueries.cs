using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Audit;

/// <summary>A line of the record as people read it. Null names and details mean: nobody, or erased.</summary>
public sealed record AuditRow(
    long Sequence, AuditAct Act, Party By, DateOnly On, DateTime? AtUtc, string? UserName, string? CaseNumber, string? Json, string ChainHash);

/// <summary>Reads the record, newest first, for administrators and auditors.</summary>
public sealed class AuditQueries(IDbContextFactory<MibspDbContext> contexts)
{
    public const int PageSize = 50;

    /// <summary>The page of entries before <paramref name="before"/> (null: the newest), of one act or of all.</summary>
    public async Task<IReadOnlyList<AuditRow>> ListAsync(long? before, AuditAct? act, Actor actor, CancellationToken ct)
    {
        if (actor.Role is not (StaffRole.Administrator or StaffRole.Auditor))
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var visible = db.Complaints.VisibleTo(actor with { Role = StaffRole.Administrator });
        var rows = await (from e in db.AuditEntries
                          where (before == null || e.Sequence < before) && (act == null || e.Act == act)
                          orderby e.Sequence descending
                          select new
                          {
                              Entry = e,
                              Detail = db.AuditDetails.FirstOrDefault(d => d.Sequence == e.Sequence),
                          }).Take(PageSize).AsNoTracking().ToListAsync(ct);
        var users = rows.Select(r => r.Detail?.UserId).OfType<Guid>().Distinct().ToList();
        var cases = rows.Select(r => r.Detail?.ComplaintId).OfType<Guid>().Distinct().ToList();
        var names = await db.Users.Where(u => users.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        var numbers = await visible.Where(c => cases.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.CaseNumber, ct);
        return [.. rows.Select(r => new AuditRow(
            r.Entry.Sequence, r.Entry.Act, r.Entry.By, r.Entry.On, r.Entry.AtUtc,
            r.Detail?.UserId is { } user ? names.GetValueOrDefault(user) : null,
            r.Detail?.ComplaintId is { } id ? numbers.GetValueOrDefault(id) : null,
            r.Detail?.Json, Convert.ToHexStringLower(r.Entry.ChainHash)))];
    }
}
