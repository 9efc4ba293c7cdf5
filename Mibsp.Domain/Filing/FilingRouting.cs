using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Settings;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Filing;

/// <summary>Where a complaint goes, and by when it is to be answered, in the town as it is now.</summary>
internal static class FilingRouting
{
    /// <summary>Throws <see cref="RuleBrokenException"/> where the town has no such department, service or ward, or has closed it.</summary>
    public static async Task<ComplaintFacts> FactsAsync(MibspDbContext db, NewComplaint filed, TownAtHand town, DateOnly today, CancellationToken ct)
    {
        // A department that was since closed down may have been worked for by those who retaliate.
        Require(filed.FollowsUpon is not null || town.HasOpen(filed.DepartmentId), Refusal.DepartmentMissing);
        Require(filed.WardId is not { } ward || town.Wards.Contains(ward), Refusal.WardUnknown);
        var days = filed.FollowsUpon?.DeadlineDays ?? town.Rules.On(TownSetting.WithoutServiceDays, today);
        if (filed.ServiceId is { } serviceId)
        {
            days = town.ServiceOf(filed.DepartmentId, serviceId)?.DeadlineDays ?? throw new RuleBrokenException(Refusal.ServiceNotOfDepartment);
        }

        // Retaliation, and whatever the citizen wants kept from the department, never reaches the department.
        var aroundDepartment = filed.KeepFrom is not KeepFrom.Nobody || filed.Kind is ComplaintKind.Retaliation;
        var handling = aroundDepartment ? town.IntegrityCellId : filed.DepartmentId;
        return new ComplaintFacts(
            filed.Kind, filed.KeepFrom, filed.DepartmentId, handling, filed.ServiceId, filed.WardId, days, town.CalendarOf(handling).After(today, days * MunicipalCalendar.Day))
        {
            KeptFrom = filed.KeepFrom is KeepFrom.Nobody ? [] : await PeopleOfAsync(db, filed.DepartmentId, ct),
        };
    }

    // Not only until they are moved to the integrity cell or become administrators.
    private static Task<List<Guid>> PeopleOfAsync(MibspDbContext db, int departmentId, CancellationToken ct)
        => db.Users.Where(u => u.DepartmentId == departmentId).Select(u => u.Id).ToListAsync(ct);
}
