using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Casework.Acts;

/// <summary>A member of staff from whom a case can be kept.</summary>
public sealed record RecusalChoice(Guid Id, string Name, StaffRole Role, string? Department);

/// <summary>From whom an administrator may keep a case.</summary>
public sealed class RecusalQueries(IDbContextFactory<MibspDbContext> contexts)
{
    /// <summary>
    /// Everybody who is or may come to work on complaints or to know of them, and from whom it is not kept yet: also disabled accounts, which
    /// may be enabled again. Nobody for whoever may not know of the case or is no administrator.
    /// </summary>
    public async Task<IReadOnlyList<RecusalChoice>> ChoicesAsync(Guid complaintId, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (actor.Role is not StaffRole.Administrator || !await db.Complaints.VisibleTo(actor).AnyAsync(c => c.Id == complaintId, ct))
        {
            return [];
        }

        return await db.Users.Where(u => u.Role != StaffRole.Auditor && !db.Recusals.Any(r => r.ComplaintId == complaintId && r.UserId == u.Id))
            .OrderBy(u => u.DisplayName).ThenBy(u => u.Id)
            .Select(u => new RecusalChoice(u.Id, u.DisplayName, u.Role, db.Departments.Where(d => d.Id == u.DepartmentId).Select(d => d.Name).FirstOrDefault()))
            .Take(1000).ToListAsync(ct);
    }
}
