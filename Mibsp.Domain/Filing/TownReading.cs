using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Settings;

namespace Mibsp.Domain.Filing;

/// <summary>
/// Reads the town: a few small tables, whole. What was read is kept with the count of its changes (<see cref="Audit.AuditHead.Town"/>) and used for as long as that
/// is the same, so that nobody goes by what an administrator has changed since, on whichever node.
/// </summary>
public sealed class TownReading(RulesReading rules)
{
    private Kept? _kept;

    /// <summary>Whether something of the town is about to be saved.</summary>
    internal static bool Changes(ChangeTracker tracker) => tracker.Entries().Any(e => IsOfTown(e.Entity) && e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted);

    /// <summary>The town as whoever holds the record's lock finds it, who has seen the count of its changes under it.</summary>
    internal async Task<TownAtHand> ReadAsync(MibspDbContext db, long changes, CancellationToken ct)
    {
        // Whoever changes it is shown it as it will be, which nobody else may see before it is so.
        if (db.ChangeTracker.Entries().Any(e => IsOfTown(e.Entity)))
        {
            return await ReadAsync(db, ct);
        }

        if (Volatile.Read(ref _kept) is { } kept && kept.Changes == changes)
        {
            return kept.Town;
        }

        var town = await ReadAsync(db, ct);
        Volatile.Write(ref _kept, new Kept(changes, town));
        return town;
    }

    private async Task<TownAtHand> ReadAsync(MibspDbContext db, CancellationToken ct)
    {
        var departments = await db.Departments.AsNoTracking().Include(d => d.Calendars).ToDictionaryAsync(d => d.Id, ct);
        var services = await db.Services.AsNoTracking().ToDictionaryAsync(s => s.Id, ct);
        var wards = await db.Wards.Where(w => !w.IsDisabled).Select(w => w.Id).ToListAsync(ct);
        var calendars = await db.Calendars.AsNoTracking().AsSplitQuery().ToDictionaryAsync(c => c.Id, c => c.ToMunicipal(), ct);
        return new TownAtHand(await rules.ReadAsync(db, ct), departments, services, wards.ToHashSet(), calendars);
    }

    private static bool IsOfTown(object entity) => entity is Department or DepartmentCalendar or Service or Ward or Calendar or CalendarWeek or CalendarDay or SettingChange;

    private sealed record Kept(long Changes, TownAtHand Town);
}
