using Mibsp.Domain.Departments;

namespace Mibsp.Web.Features.Admin.Analytics.Tables;

/// <summary>What departments and wards are called.</summary>
public sealed record AnalyticsNames(IReadOnlyList<DepartmentRow> Departments, IReadOnlyList<WardRow> Wards)
{
    public static readonly AnalyticsNames None = new([], []);

    public static async Task<AnalyticsNames> ReadAsync(DirectoryQueries directory, CancellationToken ct)
        => new(await directory.DepartmentsAsync(ct), await directory.WardsAsync(ct));

    public string Department(int id) => Departments.FirstOrDefault(department => department.Id == id)?.Name ?? "–";

    public string? Ward(int id) => Wards.FirstOrDefault(ward => ward.Id == id)?.Name;
}
