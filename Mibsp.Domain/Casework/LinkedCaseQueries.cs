using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Casework;

/// <summary>The bare facts of the complaint that a retaliation case follows upon. <see cref="MayOpen"/> says whether its content is the reader's, too.</summary>
public sealed record LinkedCase(
    string? CaseNumber, string Department, ComplaintKind Kind, ComplaintStatus Status, DateOnly FiledOn, IReadOnlyList<string> HandledBy, bool MayOpen);

/// <summary>
/// What those who may read a retaliation case are told of the complaint before it: facts and names, because whoever looks into
/// retaliation must know whom to look at. What was written there stays under the access rule. The other way round nothing is
/// told: the first complaint does not show that there is another.
/// </summary>
public sealed class LinkedCaseQueries(IDbContextFactory<MibspDbContext> contexts)
{
    /// <summary>Null when there is none, when the actor may not read the retaliation case, and when the complaint before it is kept from them.</summary>
    public async Task<LinkedCase?> FindAsync(Guid complaintId, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var originalId = await db.Complaints.ReadableBy(actor).Where(c => c.Id == complaintId).Select(c => c.LinkedToId).SingleOrDefaultAsync(ct);
        if (originalId is not { } id)
        {
            return null;
        }

        var original = await db.Complaints.NotKeptFrom(actor).Where(c => c.Id == id).Select(c => new
        {
            c.CaseNumber,
            c.Kind,
            c.Status,
            c.FiledOn,
            c.OfficerId,
            Department = db.Departments.Where(d => d.Id == c.DepartmentId).Select(d => d.Name).First(),
        }).SingleOrDefaultAsync(ct);
        if (original is null)
        {
            return null;
        }

        var handled = db.StatusChanges.Where(h => EF.Property<Guid>(h, "ComplaintId") == id && h.UserId != null).Select(h => h.UserId!.Value);
        var names = await db.Users.Where(u => u.Id == original.OfficerId || handled.Contains(u.Id))
            .OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Select(u => u.DisplayName).ToListAsync(ct);
        return new LinkedCase(
            original.CaseNumber, original.Department, original.Kind, original.Status, original.FiledOn, names,
            await db.Complaints.ReadableBy(actor).AnyAsync(c => c.Id == id, ct));
    }
}
