using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Secrets;

namespace Mibsp.Tests.Domain.Casework;

/// <summary>Everybody at once: nothing acknowledged is lost, nothing is counted twice, the record stays whole.</summary>
public sealed class ConcurrencyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Two_hundred_acts_at_once_leave_everything_whole(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var officers = new List<Member> { await town.HireAsync(), await town.HireAsync(), await town.HireAsync(), await town.HireAsync(StaffRole.Supervisor) };
        var waiting = new List<Filed>();
        for (var i = 0; i < 10; i++)
        {
            waiting.Add(await town.FileAsync());
        }

        var filed = new ConcurrentBag<TrackingId>();
        var written = new ConcurrentBag<int>();
        var acts = Enumerable.Range(0, 200).Select(i => Task.Run(() => (i % 4) switch
        {
            0 or 1 => FileAsync(portal, i, filed),
            2 => WorkAsync(portal, waiting[i % 10], officers[i / 10 % officers.Count]),
            _ => WriteAsync(portal, waiting[i % 10], i, written),
        }, Token));
        await Task.WhenAll(acts);

        await Chronicle.HoldsAsync(portal);
        Assert.Equal(100, filed.Count);
        foreach (var id in filed)
        {
            Assert.NotNull(await portal.Get<TrackingQueries>().FindAsync(id, Token));
        }

        await using var db = await town.ContextAsync();
        Assert.Equal(110, await db.Complaints.CountAsync(Token));
        var texts = new List<string>();
        foreach (var message in await db.Messages.AsNoTracking().Where(m => m.By == Party.Citizen).ToListAsync(Token))
        {
            texts.Add(await portal.TextAsync(message));
        }

        Assert.Equal(written.Select(i => $"Word {i}.").Order(), texts.Order());
        Assert.NotEmpty(written);
    }

    [Theory, OnEveryDatabase]
    public async Task The_same_ID_filed_twenty_times_at_once_is_one_complaint(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var id = TrackingId.New();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
            () => portal.Get<ComplaintFiling>().FileAsync(A.NewComplaint(town.Water), id, Token), Token)));

        Assert.All(outcomes, outcome => Assert.True(outcome.Succeeded && outcome == outcomes[0]));
        await using var db = await town.ContextAsync();
        Assert.Equal((1, 1), (await db.Complaints.CountAsync(Token), await db.AuditEntries.CountAsync(Token)));
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task Of_two_officers_who_take_one_complaint_exactly_one_has_it(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var officers = new[] { await town.HireAsync(), await town.HireAsync() };
        for (var round = 0; round < 10; round++)
        {
            var filed = await town.FileAsync();
            var seen = await town.SeenAsync(filed);

            var outcomes = await Task.WhenAll(officers.Select(o => Task.Run(() => portal.Get<ComplaintHandling>().TakeAsync(seen, o.Actor, Token), Token)));

            var winner = Assert.Single(officers, o => outcomes[Array.IndexOf(officers, o)].Succeeded);
            var loser = outcomes.Single(o => !o.Succeeded).Refusal;
            Assert.True(loser is Refusal.ChangedByOthers or Refusal.NotFound, $"{loser}");
            await using var db = await town.ContextAsync();
            Assert.Equal(winner.Id, (await db.Complaints.AsNoTracking().SingleAsync(c => c.Id == filed.Id, Token)).OfficerId);
        }

        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task Two_administrators_who_disable_each_other_leave_one_in_office(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (one, other) = (await town.HireAsync(StaffRole.Administrator), await town.HireAsync(StaffRole.Administrator));
        var accounts = portal.Get<StaffAccounts>();

        var outcomes = await Task.WhenAll(
            Task.Run(() => accounts.SetDisabledAsync(other.Id, true, one.Actor, Token), Token),
            Task.Run(() => accounts.SetDisabledAsync(one.Id, true, other.Actor, Token), Token));

        Assert.Single(outcomes, o => o.Succeeded);
        Assert.Equal(Refusal.LastAdministrator, outcomes.Single(o => !o.Succeeded).Refusal);
    }

    [Theory, OnEveryDatabase]
    public async Task A_name_given_ten_times_at_once_is_given_once(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (accounts, directory) = (portal.Get<StaffAccounts>(), portal.Get<Mibsp.Domain.Departments.DirectoryEditing>());
        var details = new StaffDetails("same", "Same", StaffRole.Officer, town.Water);

        var users = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => accounts.CreateAsync(details, A.Password, town.Administrator, Token), Token)));
        var departments = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => directory.SaveDepartmentAsync(null, "Parks", true, town.Administrator, Token), Token)));

        Assert.All([users, departments], outcomes =>
        {
            Assert.Single(outcomes, o => o.Succeeded);
            Assert.Equal(9, outcomes.Count(o => o.Refusal is Refusal.NameTaken));
        });
        await Chronicle.HoldsAsync(portal);
    }

    private static async Task FileAsync(TestPortal portal, int number, ConcurrentBag<TrackingId> filed)
    {
        var (id, town) = (TrackingId.New(), portal.Town);
        var complaint = A.NewComplaint(number % 8 == 0 ? town.Roads : town.Water, keepFrom: number % 20 == 0 ? KeepFrom.DepartmentHead : KeepFrom.Nobody);
        Assert.Null((await portal.Get<ComplaintFiling>().FileAsync(complaint, id, Token)).Refusal);
        filed.Add(id);
    }

    private static async Task WorkAsync(TestPortal portal, Filed filed, Member officer)
    {
        var handling = portal.Get<ComplaintHandling>();
        await handling.TakeAsync(await portal.Town.SeenAsync(filed), officer.Actor, Token);
        await handling.AskCitizenAsync(await portal.Town.SeenAsync(filed), "Which street?", officer.Actor, Token);
        await handling.ProposeClosingAsync(await portal.Town.SeenAsync(filed), ComplaintOutcome.Resolved, "Mended.", officer.Actor, Token);
    }

    private static async Task WriteAsync(TestPortal portal, Filed filed, int number, ConcurrentBag<int> written)
    {
        var outcome = await portal.Get<ComplaintTracking>().WriteAsync(filed.TrackingId, $"Word {number}.", Token);
        Assert.True(outcome.Refusal is null or Refusal.ChangedByOthers, $"{outcome.Refusal}");
        if (outcome.Succeeded)
        {
            written.Add(number);
        }

        await portal.Get<ComplaintTracking>().ContestAsync(filed.TrackingId, "It is not.", Token);
    }
}
