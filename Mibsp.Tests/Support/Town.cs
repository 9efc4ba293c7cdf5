using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support.Waiting;

namespace Mibsp.Tests.Support;

/// <summary>A small municipality, and what people do in it, all through the real services.</summary>
public sealed class Town(IServiceProvider services)
{
    private int _hired;

    public int Water { get; private set; }

    /// <summary>A service of <see cref="Water"/>, to be settled within five working days.</summary>
    public int Leakage { get; private set; }

    public int Roads { get; private set; }

    /// <summary>A service of <see cref="Roads"/>, to be settled within ten working days.</summary>
    public int Potholes { get; private set; }

    public int IntegrityCell { get; private set; }

    /// <summary>Somebody who may do what administrators do. Has no account.</summary>
    public Actor Administrator { get; private set; } = new(Identifiers.Random(), StaffRole.Administrator, null);

    /// <summary>Two departments with a service each, the integrity cell, and wards 1 to 3.</summary>
    public async Task<Town> FoundAsync()
    {
        await using var db = await ContextAsync();
        var (water, roads) = (new Department("Water Supply"), new Department("Roads"));

        // A host that was started founds a cell by itself, beside the rest of its start.
        if (services.GetService<IServer>() is not null)
        {
            await Eventually.HoldsAsync(() => db.Departments.AnyAsync(d => d.IsIntegrityCell));
        }

        var cell = await db.Departments.SingleOrDefaultAsync(d => d.IsIntegrityCell) ?? db.Add(new Department("Integrity Cell", isIntegrityCell: true)).Entity;
        db.AddRange(water, roads);
        db.AddRange(new Ward(1, "Ward 1"), new Ward(2, "Ward 2"), new Ward(3, "Ward 3"));
        await db.SaveChangesAsync();
        var (leakage, potholes) = (new Service(water.Id, "Pipeline Leakage", "", 5), new Service(roads.Id, "Pothole Repair", "", 10));
        db.AddRange(leakage, potholes);
        await db.SaveChangesAsync();
        (Water, Roads, IntegrityCell, Leakage, Potholes) = (water.Id, roads.Id, cell.Id, leakage.Id, potholes.Id);
        return this;
    }

    /// <summary>The same town in another portal, whose database is a copy of the other's.</summary>
    public Town Copy(Town other)
    {
        (Water, Roads, IntegrityCell, Leakage, Potholes) = (other.Water, other.Roads, other.IntegrityCell, other.Leakage, other.Potholes);
        (Administrator, _hired) = (other.Administrator, other._hired);
        return this;
    }

    /// <summary>An account that signs in with <see cref="A.Password"/> and need not change it first, unless asked for.</summary>
    public async Task<Member> HireAsync(StaffRole role = StaffRole.Officer, int? departmentId = null, string? name = null, bool mustChangePassword = false)
    {
        var department = departmentId ?? (role is StaffRole.IntegrityOfficer ? IntegrityCell : Water);
        var userName = $"{role}{++_hired}".ToUpperInvariant();
        var details = new StaffDetails(userName, name ?? $"{role} {_hired}", role, role.HasDepartment() ? department : null);
        Done(await Get<StaffAccounts>().CreateAsync(details, A.Password, Administrator, Token));
        await using var db = await ContextAsync();
        var user = await db.Users.SingleAsync(u => u.UserName == userName, Token);
        user.MustChangePassword = mustChangePassword;
        await db.SaveChangesAsync(Token);
        return new Member(user.Id, userName, user.DisplayName, new Actor(user.Id, user.Role, user.DepartmentId));
    }

    /// <summary>A citizen files a complaint.</summary>
    public async Task<Filed> FileAsync(NewComplaint? complaint = null)
    {
        var trackingId = TrackingId.New();
        var outcome = await Get<ComplaintFiling>().FileAsync(complaint ?? A.NewComplaint(Water, serviceId: Leakage, wardId: 2), trackingId, Token);
        Assert.Null(outcome.Refusal);
        var found = await Get<TrackingQueries>().FindAsync(trackingId, Token);
        await using var db = await ContextAsync();
        return new Filed(found!.Id, await db.Complaints.Where(c => c.Id == found.Id).Select(c => c.CaseNumber).SingleAsync(Token) ?? "", trackingId);
    }

    /// <summary>A complaint that the officer has taken.</summary>
    public async Task<Filed> FileAndTakeAsync(Member officer, NewComplaint? complaint = null)
    {
        var filed = await FileAsync(complaint);
        await TakeAsync(filed, officer);
        return filed;
    }

    public async Task TakeAsync(Filed filed, Member officer)
        => Done(await Get<ComplaintHandling>().TakeAsync(await SeenAsync(filed), officer.Actor, Token));

    /// <summary>Taken, and its closing proposed: the citizen may confirm or contest.</summary>
    public async Task ProposeAsync(Filed filed, Member officer)
        => Done(await Get<ComplaintHandling>().ProposeClosingAsync(
            await SeenAsync(filed), ComplaintOutcome.Resolved, "The pipe was mended.", officer.Actor, Token));

    /// <summary>The complaint as a page that was opened just now shows it.</summary>
    public async Task<SeenComplaint> SeenAsync(Filed filed)
    {
        await using var db = await ContextAsync();
        return new SeenComplaint(filed.Id, await db.Complaints.Where(c => c.Id == filed.Id).Select(c => c.Version).SingleAsync(Token));
    }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public Task<MibspDbContext> ContextAsync() => Get<IDbContextFactory<MibspDbContext>>().CreateDbContextAsync(Token);

    /// <summary>Fails the test with the reason when something that must succeed was refused.</summary>
    public static void Done(Outcome outcome) => Assert.Null(outcome.Refusal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}

/// <summary>Somebody who works for the town.</summary>
public sealed record Member(Guid Id, string UserName, string Name, Actor Actor);

/// <summary>A complaint as its citizen and the town hall know it.</summary>
public sealed record Filed(Guid Id, string CaseNumber, TrackingId TrackingId);
