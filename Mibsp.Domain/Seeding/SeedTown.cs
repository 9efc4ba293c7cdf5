using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Demo;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Seeding;

/// <summary>A department of the database as complaints are made for it.</summary>
internal sealed record SeedPlace(
    Department Department, DemoWords Words, IReadOnlyList<Service> Services, IReadOnlyList<Guid> Officers, IReadOnlyList<Guid> Heads, IReadOnlyList<Guid> Everybody,
    MunicipalCalendar Calendar, CaseReckoning Reckoning);

/// <summary>The town as it stands in the database, and complaints that could have been filed in it. Makes them by the entities' own methods, like the demo town's.</summary>
internal sealed class SeedTown(IReadOnlyList<SeedPlace> places, SeedPlace cell, IReadOnlyList<int> wards, IReadOnlyList<Guid> seconds, DateOnly today)
{
    /// <summary>So that the ladder can be asked before the number is given, which happens under the record's lock.</summary>
    private const string NumberToCome = "0000-000000";

    /// <summary>Reads the town. Null when there is no department with services and officers, or nobody who could be the second person.</summary>
    public static async Task<SeedTown?> ReadAsync(MibspDbContext db, ClockRules rules, DateOnly today, CancellationToken ct)
    {
        var departments = await db.Departments.AsNoTracking().OrderBy(d => d.Id).ToListAsync(ct);
        var services = (await db.Services.AsNoTracking().Where(s => s.IsActive).OrderBy(s => s.Id).ToListAsync(ct)).ToLookup(s => s.DepartmentId);
        var staff = await db.Users.AsNoTracking().Where(u => !u.IsDisabled).OrderBy(u => u.UserName).ToListAsync(ct);
        var wards = await db.Wards.OrderBy(w => w.Id).Select(w => w.Id).ToListAsync(ct);
        var roster = new Roster(
            staff.Select(u => new Colleague(u.Id, u.Role, u.DepartmentId, u.IsDisabled, u.AbsentFromOn, u.AbsentUntilOn, u.SubstituteId)),
            departments.Where(d => d.IsIntegrityCell).Select(d => d.Id).SingleOrDefault());
        var places = new List<SeedPlace>();
        foreach (var department in departments.Where(d => d.IsActive))
        {
            var people = staff.Where(u => u.DepartmentId == department.Id).ToList();
            var calendar = await ReckoningSource.CalendarAsync(db, department.Id, ct);
            places.Add(new SeedPlace(
                department, WordsOf(department, places.Count), [.. services[department.Id]],
                [.. people.Where(u => u.Role is StaffRole.Officer or StaffRole.IntegrityOfficer).Select(u => u.Id)],
                [.. people.Where(u => u.Role is StaffRole.Supervisor).Select(u => u.Id)], [.. people.Select(u => u.Id)],
                calendar, new CaseReckoning(roster, calendar, rules)));
        }

        var cell = places.Find(p => p.Department.IsIntegrityCell && p.Officers.Count > 0);
        var working = places.Where(p => !p.Department.IsIntegrityCell && p.Services.Count > 0 && p.Officers.Count > 0).ToList();
        var seconds = staff.Where(u => u.Role is StaffRole.IntegrityOfficer or StaffRole.Commissioner).Select(u => u.Id).ToList();
        return cell is null || working.Count == 0 || seconds.Count < 2 ? null : new SeedTown(working, cell, wards, seconds, today);
    }

    /// <summary>A complaint filed on that day, and all that became of it until today.</summary>
    public DemoLife Make(DateOnly filedOn, DemoSequence sequence)
    {
        var named = sequence.Of(places);
        var story = sequence.Of(named.Words.Stories);
        var keepFrom = story.Amount > 0 ? sequence.Of(DemoTown.KeepFromChoices) : KeepFrom.Nobody;
        var place = keepFrom is KeepFrom.Nobody && story.Kind is not ComplaintKind.Retaliation ? named : cell;
        var service = sequence.Chance(92) ? named.Services.FirstOrDefault(s => s.Name == story.Service) ?? sequence.Of(named.Services) : null;
        var days = service?.DeadlineDays ?? ClockRules.Usual.WithoutServiceDays;
        var facts = new ComplaintFacts(
            story.Kind, keepFrom, named.Department.Id, place.Department.Id, service?.Id, wards.Count > 0 && sequence.Chance(90) ? sequence.Of(wards) : null,
            days, place.Calendar.After(filedOn, days * MunicipalCalendar.Day))
        {
            KeptFrom = keepFrom is KeepFrom.Nobody ? [] : named.Everybody,
        };

        // Nobody holds its tracking ID: a hash of none.
        var life = new DemoLife(facts, DemoTown.Tell(story, filedOn, sequence), RandomNumberGenerator.GetBytes(TrackingKey.HashLength), new DemoClock(filedOn, today, sequence));
        var workers = new List<Guid> { sequence.Of(place.Officers) };
        if (place.Heads.Count > 0)
        {
            workers.Add(sequence.Of(place.Heads));
        }

        new DemoFate(life, named.Words, workers, seconds, cell.Department.Id, sequence).Run(StopOf(today.DayNumber - filedOn.DayNumber, sequence));
        life.Expire();
        life.Complaint.Number(NumberToCome);
        (life.Complaint.DepartmentId == cell.Department.Id ? cell : place).Reckoning.Settle(life.Complaint, today);
        return life;
    }

    /// <summary>Only what is young is stuck: everything else has run its course.</summary>
    private static DemoStop StopOf(int daysAgo, DemoSequence sequence) => (daysAgo, sequence.Below(100)) switch
    {
        ( >= 3 and <= 28, < 6) => DemoStop.Pending,
        ( >= 3 and <= 28, < 14) => DemoStop.UnderReview,
        ( >= 3 and <= 28, < 20) => DemoStop.AwaitingCitizen,
        ( >= 22 and <= 30, < 30) => DemoStop.ActionTaken,
        ( >= 32 and <= 50, < 5) => DemoStop.Reopened,
        _ => DemoStop.Nowhere,
    };

    private static DemoWords WordsOf(Department department, int place)
        => (DemoDirectory.Departments.FirstOrDefault(d => d.Name == department.Name) ?? DemoDirectory.Departments[place % DemoDirectory.Departments.Count]).Words;
}
