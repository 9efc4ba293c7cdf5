using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Officers;

/// <summary>A member of staff as the administrator's list shows them.</summary>
public sealed record StaffRow(Guid Id, string UserName, string DisplayName, StaffRole Role, int? DepartmentId, string? Department, bool IsDisabled);

/// <summary>Lists of staff, for administrators.</summary>
public sealed class StaffQueries(IDbContextFactory<MibspDbContext> contexts)
{
    public const int PageSize = 25;

    private const int ChoicesMost = 1000;

    /// <summary>Those who can have complaints, by name: to narrow a list to one of them. Disabled ones, too, because they have had some.</summary>
    public async Task<IReadOnlyList<OfficerChoice>> ChoicesAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Users.Where(u => u.DepartmentId != null).OrderBy(u => u.DisplayName).ThenBy(u => u.Id)
            .Select(u => new OfficerChoice(u.Id, u.DisplayName)).Take(ChoicesMost).ToListAsync(ct);
    }

    public async Task<Page<StaffRow>> ListAsync(int page, Actor actor, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator)
        {
            return new Page<StaffRow>([], 1, false);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var number = Math.Clamp(page, 1, 1000);
        var rows = await db.Users.OrderBy(u => u.UserName).ThenBy(u => u.Id)
            .Select(u => new StaffRow(
                u.Id, u.UserName!, u.DisplayName, u.Role, u.DepartmentId,
                db.Departments.Where(d => d.Id == u.DepartmentId).Select(d => d.Name).FirstOrDefault(), u.IsDisabled))
            .Skip((number - 1) * PageSize).Take(PageSize + 1).ToListAsync(ct);
        return new Page<StaffRow>([.. rows.Take(PageSize)], number, rows.Count > PageSize);
    }
}
