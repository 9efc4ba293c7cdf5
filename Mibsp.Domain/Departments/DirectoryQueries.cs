using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Departments;

/// <summary>A department as lists show it.</summary>
public sealed record DepartmentRow(int Id, string Name, bool IsIntegrityCell, bool IsActive);

/// <summary>A service as lists show it. The deadline is in working days.</summary>
public sealed record ServiceRow(int Id, int DepartmentId, string Name, string Description, int DeadlineDays, bool IsActive);

/// <summary>A ward as lists show it.</summary>
public sealed record WardRow(int Id, string Name, bool IsDisabled = false);

/// <summary>Departments, services and wards: few rows, read whole.</summary>
public sealed class DirectoryQueries(IDbContextFactory<MibspDbContext> contexts)
{
    private const int RowsMax = 1000;

    public async Task<IReadOnlyList<DepartmentRow>> DepartmentsAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Departments.OrderBy(d => d.Id)
            .Select(d => new DepartmentRow(d.Id, d.Name, d.IsIntegrityCell, d.IsActive)).Take(RowsMax).ToListAsync(ct);
    }

    public async Task<IReadOnlyList<ServiceRow>> ServicesAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Services.OrderBy(s => s.Id)
            .Select(s => new ServiceRow(s.Id, s.DepartmentId, s.Name, s.Description, s.DeadlineDays, s.IsActive)).Take(RowsMax).ToListAsync(ct);
    }

    public async Task<IReadOnlyList<WardRow>> WardsAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Wards.OrderBy(w => w.Id).Select(w => new WardRow(w.Id, w.Name, w.IsDisabled)).Take(RowsMax).ToListAsync(ct);
    }
}
