using Mibsp.Domain.Departments;

namespace Mibsp.Web.Features.Citizen.Filing;

/// <summary>What the wizard offers to choose from: active departments and services, and the wards.</summary>
public sealed record FilingDirectory(
    IReadOnlyList<DepartmentRow> Departments, IReadOnlyList<ServiceRow> Services, IReadOnlyList<WardRow> Wards)
{
    public static async Task<FilingDirectory> ReadAsync(DirectoryQueries directory, CancellationToken ct)
    {
        var departments = (await directory.DepartmentsAsync(ct)).Where(d => d is { IsActive: true, IsIntegrityCell: false }).ToList();
        var services = (await directory.ServicesAsync(ct)).Where(s => s.IsActive && departments.Any(d => d.Id == s.DepartmentId)).ToList();
        return new FilingDirectory(departments, services, [.. (await directory.WardsAsync(ct)).Where(w => !w.IsDisabled)]);
    }

    public string DepartmentName(int? id) => Departments.FirstOrDefault(d => d.Id == id)?.Name ?? "";

    public string? ServiceName(int? id) => Services.FirstOrDefault(s => s.Id == id)?.Name;

    public string? WardName(int? id) => Wards.FirstOrDefault(w => w.Id == id)?.Name;
}
