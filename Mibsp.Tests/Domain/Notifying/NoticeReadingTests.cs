using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Web.Live;

namespace Mibsp.Tests.Domain.Notifying;

/// <summary>Lists, counts and marks of notices, and how people want to be told.</summary>
public sealed class NoticeReadingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Only_the_reader_marks_and_only_what_is_theirs(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var reading = portal.Get<NoticeReading>();
        var (head, officer) = (await town.HireAsync(StaffRole.Supervisor), await town.HireAsync());
        var (one, two) = (await town.FileAndTakeAsync(officer), await town.FileAndTakeAsync(officer));
        foreach (var filed in new[] { one, two, two })
        {
            Town.Done(await portal.Get<ComplaintTracking>().WriteAsync(filed.TrackingId, "Word.", Token));
        }

        var rows = (await reading.ListAsync(1, officer.Actor, Token)).Rows;
        Assert.Equal([two.CaseNumber, two.CaseNumber, one.CaseNumber], rows.Select(row => row.CaseNumber));
        Assert.Equal(3, await reading.CountUnreadAsync(officer.Actor, Token));

        // Somebody who may see the case, but whose notice it is not.
        await reading.MarkAsync(rows[0].Id, head.Actor, Token);
        await reading.MarkAllAsync(head.Actor, Token);
        await reading.MarkCaseAsync(two.Id, head.Actor, Token);
        Assert.Equal(3, await reading.CountUnreadAsync(officer.Actor, Token));
        Assert.Equal(0, await reading.CountUnreadAsync(head.Actor, Token));
        Assert.Empty((await reading.ListAsync(1, head.Actor, Token)).Rows);

        await reading.MarkAsync(rows[0].Id, officer.Actor, Token);
        Assert.Equal(2, await reading.CountUnreadAsync(officer.Actor, Token));
        await reading.MarkCaseAsync(one.Id, officer.Actor, Token);
        Assert.Equal(1, await reading.CountUnreadAsync(officer.Actor, Token));
        await reading.MarkAllAsync(officer.Actor, Token);
        Assert.Equal(0, await reading.CountUnreadAsync(officer.Actor, Token));
        Assert.All((await reading.ListAsync(1, officer.Actor, Token)).Rows, row => Assert.True(row.IsRead));
    }

    [Fact]
    public async Task History_comes_in_pages_newest_day_first()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        var filed = await town.FileAndTakeAsync(officer);
        for (var i = 0; i < NoticeReading.PageSize + 1; i++)
        {
            Town.Done(await portal.Get<ComplaintTracking>().WriteAsync(filed.TrackingId, "Word.", Token));
            portal.Clock.Advance(TimeSpan.FromDays(1));
        }

        var first = await portal.Get<NoticeReading>().ListAsync(1, officer.Actor, Token);
        var second = await portal.Get<NoticeReading>().ListAsync(2, officer.Actor, Token);

        Assert.Equal((NoticeReading.PageSize, true), (first.Rows.Count, first.HasMore));
        Assert.Equal(first.Rows.Select(row => row.On).OrderDescending(), first.Rows.Select(row => row.On));

        // Beside the citizen's messages, the ladder's two reminders.
        Assert.Equal((3, new DateOnly(2026, 7, 15), false), (second.Rows.Count, second.Rows[^1].On, second.HasMore));
    }

    [Fact]
    public async Task Who_is_told_learns_it_at_once_and_nobody_else()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var (officer, colleague) = (await town.HireAsync(), await town.HireAsync());
        var filed = await town.FileAndTakeAsync(officer);
        using var told = new SemaphoreSlim(0);
        var others = 0;
        using var mine = portal.Get<LiveUpdates>().Subscribe(LiveUpdates.UserTopic(officer.Id), () => Task.FromResult(told.Release()));
        using var theirs = portal.Get<LiveUpdates>().Subscribe(LiveUpdates.UserTopic(colleague.Id), () => Task.FromResult(Interlocked.Increment(ref others)));

        Town.Done(await portal.Get<ComplaintTracking>().WriteAsync(filed.TrackingId, "Word.", Token));

        Assert.True(await told.WaitAsync(TimeSpan.FromSeconds(15), Token));
        Assert.Equal(0, Volatile.Read(ref others));
    }

    [Theory, OnEveryDatabase]
    public async Task Choices_are_kept_and_entered_in_the_record_without_the_address(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        var choosing = portal.Get<NoticeChoosing>();
        Assert.Equal(NoticeWishes.Usual, await choosing.FindAsync(officer.Actor, Token));
        Assert.True(await choosing.WantsBellAsync(officer.Actor, Token));

        var wishes = new NoticeWishes(BellOn: false, DigestOn: true, "asha@town.example", new QuietHours(22, 6, OnDaysOff: false));
        Town.Done(await choosing.SaveAsync(wishes with { Email = " asha@town.example " }, officer.Actor, Token));

        Assert.Equal(wishes, await choosing.FindAsync(officer.Actor, Token));
        Assert.False(await choosing.WantsBellAsync(officer.Actor, Token));
        await using var db = await town.ContextAsync();
        var entry = await db.AuditEntries.SingleAsync(e => e.Act == AuditAct.NoticesChosen, Token);
        var detail = await db.AuditDetails.SingleAsync(d => d.Sequence == entry.Sequence, Token);
        Assert.Equal(officer.Id, detail.UserId);
        Assert.Equal("""{"bell":"off","digest":"on"}""", detail.Json);
    }

    [Theory]
    [InlineData("", true, Refusal.EmailInvalid)]
    [InlineData("", false, null)]
    [InlineData("asha", false, Refusal.EmailInvalid)]
    [InlineData("asha@town", true, Refusal.EmailInvalid)]
    [InlineData("asha@town.example", true, null)]
    [InlineData("Asha <asha@town.example>", true, Refusal.EmailInvalid)]
    [InlineData("asha@town.example, boss@town.example", true, Refusal.EmailInvalid)]
    [InlineData("asha@town.example\r\nBcc: all@town.example", true, Refusal.EmailInvalid)]
    [InlineData("आशा@town.example", true, Refusal.EmailInvalid)]
    public async Task An_address_is_one_address(string email, bool digestOn, Refusal? refusal)
    {
        using var portal = new TestPortal();
        await portal.Town.FoundAsync();
        var officer = await portal.Town.HireAsync();

        var outcome = await portal.Get<NoticeChoosing>().SaveAsync(NoticeWishes.Usual with { DigestOn = digestOn, Email = email }, officer.Actor, Token);

        Assert.Equal(refusal, outcome.Refusal);
        Assert.Equal(refusal is null && email.Length > 0 ? email : null, (await portal.Get<NoticeChoosing>().FindAsync(officer.Actor, Token)).Email);
    }

    [Fact]
    public async Task Hours_outside_the_day_and_other_roles_are_refused()
    {
        using var portal = new TestPortal();
        await portal.Town.FoundAsync();
        var (officer, auditor) = (await portal.Town.HireAsync(), await portal.Town.HireAsync(StaffRole.Auditor));
        var choosing = portal.Get<NoticeChoosing>();

        Assert.Equal(Refusal.HoursOutOfRange, (await choosing.SaveAsync(NoticeWishes.Usual with { Quiet = new QuietHours(24, 8, false) }, officer.Actor, Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await choosing.SaveAsync(NoticeWishes.Usual, auditor.Actor, Token)).Refusal);
    }
}
