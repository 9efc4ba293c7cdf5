using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Erasing;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Notifying;

/// <summary>Who is told of what, without any service saying so.</summary>
public sealed class NoticeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Whoever_gets_a_case_is_told_and_whoever_loses_it_too(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (head, first, second) = (await town.HireAsync(StaffRole.Supervisor), await town.HireAsync(), await town.HireAsync());
        var filed = await town.FileAsync();

        await GiveAsync(portal, filed, first, head);
        Assert.Equal(["GivenToYou, unread"], await ToldAsync(portal, first));

        await GiveAsync(portal, filed, second, head);
        Assert.Equal(["GivenToYou, unread"], await ToldAsync(portal, second));

        // An officer may not see what a colleague has, and so the notices about it are gone with the case.
        Assert.Empty(await ToldAsync(portal, first));

        await GiveAsync(portal, filed, first, head);
        Assert.Equal(["GivenToYou, unread", "GivenToYou, unread", "TakenFromYou, unread"], await ToldAsync(portal, first));
        Assert.Empty(await ToldAsync(portal, head));
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_is_told_of_what_they_did_themselves(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (head, officer) = (await town.HireAsync(StaffRole.Supervisor), await town.HireAsync());
        var filed = await town.FileAndTakeAsync(officer);
        Assert.Empty(await ToldAsync(portal, officer));

        await GiveAsync(portal, filed, head, head);
        Assert.Empty(await ToldAsync(portal, head));
    }

    [Theory, OnEveryDatabase]
    public async Task What_the_citizen_does_is_told_to_whoever_has_the_case(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (officer, colleague) = (await town.HireAsync(), await town.HireAsync());
        var (written, withdrawn) = (await town.FileAndTakeAsync(officer), await town.FileAndTakeAsync(officer));

        Town.Done(await portal.Get<ComplaintTracking>().WriteAsync(written.TrackingId, "It was on the corner.", Token));
        Town.Done(await portal.Get<ComplaintTracking>().WriteAsync(written.TrackingId, "And on the next one.", Token));
        Town.Done(await portal.Get<ComplaintTracking>().WithdrawAsync(withdrawn.TrackingId, Token));

        Assert.Equal(["CitizenAnswered, unread", "CitizenAnswered, unread", "CitizenWithdrew, unread"], await ToldAsync(portal, officer));
        Assert.Empty(await ToldAsync(portal, colleague));
    }

    [Theory, OnEveryDatabase]
    public async Task A_contest_is_told_to_the_head_and_never_to_whom_it_is_about(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (head, officer, elsewhere) = (await town.HireAsync(StaffRole.Supervisor), await town.HireAsync(), await town.HireAsync(StaffRole.Supervisor, town.Roads));
        var filed = await town.FileAndTakeAsync(officer);
        Town.Done(await portal.Get<ComplaintTracking>().WriteAsync(filed.TrackingId, "Please hurry.", Token));
        await town.ProposeAsync(filed, officer);
        Assert.Equal(1, await CountAsync(portal, officer));

        Town.Done(await portal.Get<ComplaintTracking>().ContestAsync(filed.TrackingId, "Not so.", Token));

        Assert.Equal(["CitizenContested, unread"], await ToldAsync(portal, head));
        Assert.Empty(await ToldAsync(portal, elsewhere));

        // What the recused officer was told before is neither listed nor counted, and no row about the contest was made for them.
        Assert.Empty(await ToldAsync(portal, officer));
        Assert.Equal(0, await CountAsync(portal, officer));
        await using var db = await town.ContextAsync();
        Assert.Equal([NoticeKind.CitizenAnswered], await db.Notices.Where(n => n.UserId == officer.Id).Select(n => n.Kind).ToListAsync(Token));
    }

    [Theory, OnEveryDatabase]
    public async Task The_same_step_of_the_ladder_is_told_once_and_other_things_as_often_as_they_happen(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (officer, head) = (await town.HireAsync(), await town.HireAsync(StaffRole.Supervisor));
        var filed = await town.FileAndTakeAsync(officer);
        for (var i = 0; i < 2; i++)
        {
            await NoteAsync(portal, filed, officer, NoticeKind.HalfTime, round: 1);
            await NoteAsync(portal, filed, head, NoticeKind.Escalated, round: 1);
            await NoteAsync(portal, filed, officer, NoticeKind.ApprovalRefused, round: 1);
        }

        await NoteAsync(portal, filed, officer, NoticeKind.HalfTime, round: 2);

        Assert.Equal(
            ["ApprovalRefused, unread", "ApprovalRefused, unread", "HalfTime, unread", "HalfTime, unread"], await ToldAsync(portal, officer));
        Assert.Equal(["Escalated, unread"], await ToldAsync(portal, head));
    }

    [Theory, OnEveryDatabase]
    public async Task The_database_itself_takes_no_step_twice(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        var filed = await town.FileAndTakeAsync(officer);
        await NoteAsync(portal, filed, officer, NoticeKind.NearlyDue, round: 1);

        // As another process would that knows nothing of the first.
        await using var db = await town.ContextAsync();
        db.Add(new Notice(officer.Id, filed.Id, NoticeKind.NearlyDue, 1, new DateOnly(2026, 7, 15)));
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Erasing_a_case_takes_what_was_told_of_it(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        var (erased, kept) = (await town.FileAndTakeAsync(officer), await town.FileAndTakeAsync(officer));
        Town.Done(await portal.Get<ComplaintTracking>().WriteAsync(erased.TrackingId, "Word.", Token));
        Town.Done(await portal.Get<ComplaintTracking>().WriteAsync(kept.TrackingId, "Word.", Token));

        Town.Done(await portal.Get<ComplaintErasure>().EraseAsync(erased.TrackingId, Token));

        await using var db = await town.ContextAsync();
        Assert.Equal(
            [NoticeKind.CitizenAnswered, NoticeKind.CitizenWithdrew], (await db.Notices.OrderBy(n => n.Kind).Select(n => n.Kind).ToListAsync(Token)).Order());
        Assert.Equal(kept.Id, (await db.Notices.SingleAsync(n => n.Kind == NoticeKind.CitizenAnswered, Token)).ComplaintId);
    }

    internal static async Task GiveAsync(TestPortal portal, Filed filed, Member officer, Member by)
        => Town.Done(await portal.Get<ComplaintAssigning>().AssignAsync(await portal.Town.SeenAsync(filed), officer.Id, by.Actor, Token));

    /// <summary>What the code of the ladder, of approvals and of transfers does: a notice beside a change of the complaint.</summary>
    internal static async Task NoteAsync(TestPortal portal, Filed filed, Member whom, NoticeKind kind, int round = 1)
    {
        await using var db = await portal.Town.ContextAsync();
        var complaint = await portal.Get<Ledger>().LoadAsync(db, db.Complaints.Where(c => c.Id == filed.Id), Token);
        complaint!.Touch();
        db.Add(new Notice(whom.Id, filed.Id, kind, round, portal.Get<MunicipalTime>().Today));
        await portal.Get<Ledger>().SaveAsync(db, [], Token);
    }

    private static async Task<IEnumerable<string>> ToldAsync(TestPortal portal, Member member)
        => (await portal.Get<NoticeReading>().ListAsync(1, member.Actor, Token)).Rows.Select(row => $"{row.Kind}, {(row.IsRead ? "read" : "unread")}").Order(StringComparer.Ordinal);

    private static Task<int> CountAsync(TestPortal portal, Member member) => portal.Get<NoticeReading>().CountUnreadAsync(member.Actor, Token);
}
