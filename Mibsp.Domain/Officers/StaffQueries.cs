using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Officers;

/// <summary>A member of staff as the administrator's list shows them.</summary>
public sealed record StaffRow(Guid Id, string UserName, string DisplayName, StaffRole Role, int? DepartmentId, string? Department, bool IsDisabled)
{
    public string? Email { get; init; }

    public DateOnly? AbsentFromOn { get; init; }

    public DateOnly? AbsentUntilOn { get; init; }

    /// <summary>Who answers meanwhile.</summary>
    public string? Substitute { get; init; }

    public bool IsAway(DateOnly on) => AbsentFromOn <= on && (AbsentUntilOn is null || AbsentUntilOn >= on);
}

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

    /// <summary>A page of all accounts, or of those whose name or user name holds what is looked for.</summary>
    public async Task<Page<StaffRow>> ListAsync(int page, string? search, Actor actor, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator)
        {
            return new Page<StaffRow>([], 1, false);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var number = Math.Clamp(page, 1, 1000);
        var wanted = search?.Trim().ToUpperInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // Becomes SQL: the database knows UPPER, and no comparison of .NET's.
        var users = string.IsNullOrEmpty(wanted)
            ? db.Users
            : db.Users.Where(u => u.NormalizedUserName!.Contains(wanted) || u.DisplayName.ToUpper().Contains(wanted));
#pragma warning restore CA1304, CA1311, CA1862
        var rows = await Rows(db, users.OrderBy(u => u.UserName).ThenBy(u => u.Id).Skip((number - 1) * PageSize).Take(PageSize + 1)).ToListAsync(ct);
        return new Page<StaffRow>([.. rows.Take(PageSize)], number, rows.Count > PageSize);
    }

    /// <summary>One account, or null.</summary>
    public async Task<StaffRow?> FindAsync(Guid id, Actor actor, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await Rows(db, db.Users.Where(u => u.Id == id)).SingleOrDefaultAsync(ct);
    }

    private static IQueryable<StaffRow> Rows(MibspDbContext db, IQueryable<StaffUser> users) => users.Select(u => new StaffRow(
        u.Id, u.UserName!, u.DisplayName, u.Role, u.DepartmentId,
        db.Departments.Where(d => d.Id == u.DepartmentId).Select(d => d.Name).FirstOrDefault(), u.IsDisabled)
    {
        Email = u.Email,
        AbsentFromOn = u.AbsentFromOn,
        AbsentUntilOn = u.AbsentUntilOn,
        Substitute = db.Users.Where(o => o.Id == u.SubstituteId).Select(o => o.DisplayName).FirstOrDefault(),
    });
}
