using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.SignIn;

public sealed class SessionKeepingTests
{
    private static readonly Device _here = new("Firefox", "Linux");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task A_session_is_listed_seen_now_and_then_and_over_after_eight_hours(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (sessions, member, stamp) = await BeginAsync(portal);
        var id = await sessions.BeginAsync(member.Id, stamp, _here, null, Token);
        var began = portal.Clock.GetUtcNow().UtcDateTime;

        portal.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.NotNull(await sessions.CheckAsync(id, member.Id, stamp, Token));
        Assert.Equal(new SessionRow(id, began, began, _here), Assert.Single(await sessions.ListAsync(member.Id, Token)));
        portal.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.NotNull(await sessions.CheckAsync(id, member.Id, stamp, Token));
        Assert.Equal(began.AddMinutes(6), Assert.Single(await sessions.ListAsync(member.Id, Token)).LastSeenAtUtc);

        portal.Clock.Advance(TimeSpan.FromHours(8) - TimeSpan.FromMinutes(6) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await sessions.CheckAsync(id, member.Id, stamp, Token));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await sessions.CheckAsync(id, member.Id, stamp, Token));
        Assert.Empty(await sessions.ListAsync(member.Id, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Only_its_owner_ends_a_session_one_or_all_others(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (sessions, member, stamp) = await BeginAsync(portal);
        var stranger = await portal.Town.HireAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            ids.Add(await sessions.BeginAsync(member.Id, stamp, _here, null, Token));
        }

        await sessions.EndAsync(ids[0], stranger.Id, Token);
        await sessions.EndOthersAsync(ids[0], stranger.Id, Token);
        Assert.Equal(4, (await sessions.ListAsync(member.Id, Token)).Count);
        await sessions.EndAsync(ids[0], member.Id, Token);
        Assert.Null(await sessions.CheckAsync(ids[0], member.Id, stamp, Token));
        await sessions.EndOthersAsync(ids[1], member.Id, Token);
        Assert.Equal(ids[1], Assert.Single(await sessions.ListAsync(member.Id, Token)).Id);
        var instead = await sessions.BeginAsync(member.Id, stamp, _here, ids[1], Token);
        Assert.Equal(instead, Assert.Single(await sessions.ListAsync(member.Id, Token)).Id);
    }

    [Theory, OnEveryDatabase]
    public async Task An_administrator_ends_all_of_somebody_and_officers_cannot(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (sessions, member, stamp) = await BeginAsync(portal);
        var id = await sessions.BeginAsync(member.Id, stamp, _here, null, Token);

        Assert.Equal(Refusal.NotFound, (await sessions.EndAllAsync(member.Id, member.Actor, Token)).Refusal);
        Assert.NotNull(await sessions.CheckAsync(id, member.Id, stamp, Token));
        Town.Done(await sessions.EndAllAsync(member.Id, portal.Town.Administrator, Token));
        Assert.Null(await sessions.CheckAsync(id, member.Id, stamp, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task It_ends_with_the_stamp_and_when_the_account_is_disabled(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (sessions, member, stamp) = await BeginAsync(portal);
        var id = await sessions.BeginAsync(member.Id, stamp, _here, null, Token);
        Assert.Null(await sessions.CheckAsync(id, member.Id, "another stamp", Token));
        Assert.Null(await sessions.CheckAsync(id, Identifiers.Random(), stamp, Token));

        Town.Done(await portal.Get<StaffAccounts>().SetDisabledAsync(member.Id, true, portal.Town.Administrator, Token));

        Assert.Null(await sessions.CheckAsync(id, member.Id, stamp, Token));
        Assert.Empty(await sessions.ListAsync(member.Id, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task A_proof_of_who_one_is_holds_for_ten_minutes(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (sessions, member, stamp) = await BeginAsync(portal);
        var id = await sessions.BeginAsync(member.Id, stamp, _here, null, Token);
        async Task<bool> IsConfirmed() => sessions.IsConfirmed((await sessions.CheckAsync(id, member.Id, stamp, Token))!);

        portal.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.True(await IsConfirmed());
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await IsConfirmed());
        await sessions.ConfirmAsync(id, member.Id, Token);
        Assert.True(await IsConfirmed());
    }

    [Theory, OnEveryDatabase]
    public async Task What_has_ended_is_removed_once_and_what_goes_on_stays(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (sessions, member, stamp) = await BeginAsync(portal);
        var disabled = await portal.Town.HireAsync();
        await sessions.BeginAsync(member.Id, stamp, _here, null, Token);
        portal.Clock.Advance(TimeSpan.FromDays(3));
        var id = await sessions.BeginAsync(member.Id, stamp, _here, null, Token);
        await sessions.BeginAsync(member.Id, "a stamp of before", _here, null, Token);
        await sessions.BeginAsync(disabled.Id, await StampAsync(portal, disabled), _here, null, Token);
        Town.Done(await portal.Get<StaffAccounts>().SetDisabledAsync(disabled.Id, true, portal.Town.Administrator, Token));

        Assert.Equal(3, await sessions.RemoveOldAsync(Token));
        Assert.Equal(0, await sessions.RemoveOldAsync(Token));
        Assert.NotNull(await sessions.CheckAsync(id, member.Id, stamp, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task The_database_tells_neither_when_nor_on_what(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (sessions, member, stamp) = await BeginAsync(portal);
        var (one, other) = (await sessions.BeginAsync(member.Id, stamp, _here, null, Token), await sessions.BeginAsync(member.Id, stamp, _here, null, Token));
        await portal.Get<SignInKeeping>().NoteAsync(member.Id, SignInWay.Password, false, _here, Token);
        await using var db = await portal.Town.ContextAsync();
        var kept = await db.StaffSessions.Select(s => s.Sealed).Concat(db.SignInNotes.Select(n => n.Sealed)).ToListAsync(Token);

        Assert.All(kept, bytes => Assert.DoesNotContain("Firefox", System.Text.Encoding.Latin1.GetString(bytes), StringComparison.Ordinal));
        Assert.All(kept, bytes => Assert.DoesNotContain("2026-07-15", System.Text.Encoding.Latin1.GetString(bytes), StringComparison.Ordinal));

        // What is moved to another row opens nothing, and the session it was moved to has ended.
        var whole = await db.StaffSessions.Where(s => s.Id == one).Select(s => s.Sealed).SingleAsync(Token);
        await db.StaffSessions.Where(s => s.Id == other).ExecuteUpdateAsync(s => s.SetProperty(x => x.Sealed, whole), Token);
        Assert.Null(await sessions.CheckAsync(other, member.Id, stamp, Token));
        Assert.NotNull(await sessions.CheckAsync(one, member.Id, stamp, Token));
    }

    private static async Task<(SessionKeeping Sessions, Member Member, string Stamp)> BeginAsync(TestPortal portal)
    {
        var member = await (await portal.Town.FoundAsync()).HireAsync();
        return (portal.Get<SessionKeeping>(), member, await StampAsync(portal, member));
    }

    private static async Task<string> StampAsync(TestPortal portal, Member member)
    {
        await using var db = await portal.Town.ContextAsync();
        return (await db.Users.Where(u => u.Id == member.Id).Select(u => u.SecurityStamp).SingleAsync(Token))!;
    }
}
