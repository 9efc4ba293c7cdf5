using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Settings;

namespace Mibsp.Domain.Filing;

/// <summary>What a filing is checked against and goes by: departments, services, wards, calendars and rules, as one reading found them.</summary>
internal sealed record TownAtHand(
    TownRules Rules, IReadOnlyDictionary<int, Department> Departments, IReadOnlyDictionary<int, Service> Services, IReadOnlySet<int> Wards, IReadOnlyDictionary<int, MunicipalCalendar> Calendars)
{
    public int IntegrityCellId => Departments.Values.Single(d => d.IsIntegrityCell).Id;

    public bool HasOpen(int departmentId) => Departments.TryGetValue(departmentId, out var department) && department.IsActive;

    /// <summary>The service, if it is one of the department's and offered.</summary>
    public Service? ServiceOf(int departmentId, int serviceId)
        => Services.TryGetValue(serviceId, out var service) && service.DepartmentId == departmentId && service.IsActive ? service : null;

    public MunicipalCalendar CalendarOf(int departmentId) => ReckoningSource.CalendarOf(Departments.GetValueOrDefault(departmentId), Calendars);
}

/// <summary>
/// Reads the town for filings. A few small tables, whole; those who ask while they are being read get what comes of it, so that for many who file at once they are read
/// once. Nothing is kept: whoever asks later finds what an administrator has changed since.
/// </summary>
public sealed class TownReading(IDbContextFactory<MibspDbContext> contexts, RulesReading rules)
{
    private readonly Lock _gate = new();
    private Task<TownAtHand>? _reading;

    internal Task<TownAtHand> ReadAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            // On a thread of its own: SQLite does not let go of the one it reads on, and others are to find that it is being read.
            return (_reading is { IsCompleted: false } ? _reading : _reading = Task.Run(ReadAsync, CancellationToken.None)).WaitAsync(ct);
        }
    }

    private async Task<TownAtHand> ReadAsync()
    {
        await using var db = await contexts.CreateDbContextAsync();
        var departments = await db.Departments.AsNoTracking().Include(d => d.Calendars).ToDictionaryAsync(d => d.Id);
        var services = await db.Services.AsNoTracking().ToDictionaryAsync(s => s.Id);
        var wards = await db.Wards.Where(w => !w.IsDisabled).Select(w => w.Id).ToListAsync();
        var calendars = await db.Calendars.AsNoTracking().AsSplitQuery().ToDictionaryAsync(c => c.Id, c => c.ToMunicipal());
        return new TownAtHand(await rules.ReadAsync(db, CancellationToken.None), departments, services, wards.ToHashSet(), calendars);
    }
}
