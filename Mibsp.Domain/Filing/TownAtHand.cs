using Mibsp.Domain.Clock;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Settings;

namespace Mibsp.Domain.Filing;

/// <summary>What a filing is checked against and goes by: departments, services, wards, calendars and rules, as one reading found them.</summary>
internal sealed record TownAtHand(
    TownRules Rules, IReadOnlyDictionary<int, Department> Departments, IReadOnlyDictionary<int, Service> Services, IReadOnlySet<int> Wards, IReadOnlyDictionary<int, MunicipalCalendar> Calendars)
{
    public int IntegrityCellId { get; } = Departments.Values.SingleOrDefault(d => d.IsIntegrityCell)?.Id ?? 0;

    public bool HasOpen(int departmentId) => Departments.TryGetValue(departmentId, out var department) && department.IsActive;

    /// <summary>The service, if it is one of the department's and offered.</summary>
    public Service? ServiceOf(int departmentId, int serviceId)
        => Services.TryGetValue(serviceId, out var service) && service.DepartmentId == departmentId && service.IsActive ? service : null;

    public MunicipalCalendar CalendarOf(int departmentId) => ReckoningSource.CalendarOf(Departments.GetValueOrDefault(departmentId), Calendars);
}
