using Mibsp.Domain.Casework;
using Mibsp.Domain.Departments;

namespace Mibsp.Web.Features.Admin.Complaints;

/// <summary>What the filters offer.</summary>
public sealed record FilterChoices(
    IReadOnlyList<DepartmentRow> Departments, IReadOnlyList<ServiceRow> Services, IReadOnlyList<WardRow> Wards, IReadOnlyList<OfficerChoice> Officers)
{
    public static readonly FilterChoices None = new([], [], [], []);
}
