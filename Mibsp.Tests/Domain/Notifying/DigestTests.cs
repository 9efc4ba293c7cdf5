using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Notifying;

/// <summary>Who gets an e-mail, when, how often, and what it counts. It is Wednesday, ten in the morning.</summary>
public sealed class DigestTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task One_e_mail_counts_all_that_is_unread_and_is_not_sent_again(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (officer, filed) = await OfficerAsync(portal);
        await WriteAsync(portal, filed);
        await WriteAsync(portal, filed);
        await NoticeTests.NoteAsync(portal, filed, officer, NoticeKind.NearlyDue);

        Assert.Equal(new DigestRun(1, 0), await SendAsync(portal));
        portal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(new DigestRun(0, 0), await SendAsync(portal));

        var digest = Assert.Single(portal.Mail.Taken);
        Assert.Equal((officer.Id, Address(officer), 1, 2), (digest.UserId, digest.Address, digest.Deadlines, digest.Changes));

        // What is new then is counted alone.
        await WriteAsync(portal, filed);
        portal.Clock.Advance(TimeSpan.FromHours(1));
        await SendAsync(portal);
        Assert.Equal((2, 1), (portal.Mail.Taken.Count, portal.Mail.Taken[1].Count));
    }

    [Fact]
    public async Task Nobody_gets_two_in_an_hour()
    {
        using var portal = new TestPortal();
        var (_, filed) = await OfficerAsync(portal);
        await WriteAsync(portal, filed);
        await SendAsync(portal);
        await WriteAsync(portal, filed);

        portal.Clock.Advance(TimeSpan.FromMinutes(59));
        await SendAsync(portal);
        Assert.Single(portal.Mail.Taken);

        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await SendAsync(portal);
        Assert.Equal(2, portal.Mail.Taken.Count);
    }

    [Theory, OnEveryDatabase]
    public async Task A_case_that_somebody_may_not_see_any_more_is_not_in_their_e_mail(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (officer, kept) = await OfficerAsync(portal);
        var contested = await portal.Town.FileAndTakeAsync(officer);
        await WriteAsync(portal, contested);
        await WriteAsync(portal, kept);
        await portal.Town.ProposeAsync(contested, officer);
        Town.Done(await portal.Get<ComplaintTracking>().ContestAsync(contested.TrackingId, "Not so.", Token));

        await SendAsync(portal);

        Assert.Equal(1, Assert.Single(portal.Mail.Taken).Count);
    }

    [Fact]
    public async Task Whoever_may_see_nothing_of_it_gets_no_e_mail()
    {
        using var portal = new TestPortal();
        var (officer, contested) = await OfficerAsync(portal);
        await WriteAsync(portal, contested);
        await portal.Town.ProposeAsync(contested, officer);
        Town.Done(await portal.Get<ComplaintTracking>().ContestAsync(contested.TrackingId, "Not so.", Token));

        Assert.Equal(new DigestRun(0, 0), await SendAsync(portal));
        Assert.Equal(0, portal.Mail.Tries);
    }

    [Fact]
    public async Task What_was_read_at_the_bell_is_not_mailed()
    {
        using var portal = new TestPortal();
        var (officer, filed) = await OfficerAsync(portal);
        await WriteAsync(portal, filed);
        await portal.Get<NoticeReading>().MarkAllAsync(officer.Actor, Token);

        Assert.Equal(new DigestRun(0, 0), await SendAsync(portal));
    }

    [Fact]
    public async Task Quiet_hours_keep_it_until_they_end()
    {
        using var portal = new TestPortal();
        var (_, filed) = await OfficerAsync(portal, new QuietHours(20, 8, OnDaysOff: false));
        await WriteAsync(portal, filed);
        portal.Clock.Advance(TimeSpan.FromHours(10));

        for (var hour = 20; hour < 32; hour++)
        {
            await SendAsync(portal);
            Assert.Empty(portal.Mail.Taken);
            portal.Clock.Advance(TimeSpan.FromHours(1));
        }

        await SendAsync(portal);
        Assert.Equal(1, Assert.Single(portal.Mail.Taken).Count);
    }

    [Theory]
    [InlineData(20, 8, 19, false)]
    [InlineData(20, 8, 20, true)]
    [InlineData(20, 8, 0, true)]
    [InlineData(20, 8, 7, true)]
    [InlineData(20, 8, 8, false)]
    [InlineData(9, 17, 8, false)]
    [InlineData(9, 17, 9, true)]
    [InlineData(9, 17, 16, true)]
    [InlineData(9, 17, 17, false)]
    [InlineData(6, 6, 6, false)]
    [InlineData(6, 6, 0, false)]
    public void Quiet_begins_with_the_first_hour_and_ends_before_the_last(int from, int until, int hour, bool isQuiet)
        => Assert.Equal(isQuiet, new QuietHours(from, until, OnDaysOff: false).Cover(new DateTime(2026, 7, 15, hour, 59, 0)));

    [Fact]
    public void Days_off_are_quiet_for_who_wants_that()
    {
        var sundayNoon = new DateTime(2026, 7, 19, 12, 0, 0);

        Assert.True(QuietHours.Usual.Cover(sundayNoon));
        Assert.False((QuietHours.Usual with { OnDaysOff = false }).Cover(sundayNoon));
        Assert.False(QuietHours.Usual.Cover(sundayNoon.AddDays(1)));
    }

    [Fact]
    public async Task Hours_are_those_of_the_town()
    {
        // Ten in the morning in London is half past three in the afternoon in India.
        using var portal = new TestPortal(zone: TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata"));
        var (_, filed) = await OfficerAsync(portal, new QuietHours(15, 16, OnDaysOff: false));
        await WriteAsync(portal, filed);

        await SendAsync(portal);
        Assert.Empty(portal.Mail.Taken);

        portal.Clock.Advance(TimeSpan.FromMinutes(30));
        await SendAsync(portal);
        Assert.Single(portal.Mail.Taken);
    }

    [Fact]
    public async Task A_disabled_account_gets_none()
    {
        using var portal = new TestPortal();
        var (officer, filed) = await OfficerAsync(portal);
        await WriteAsync(portal, filed);
        Town.Done(await portal.Get<StaffAccounts>().SetDisabledAsync(officer.Id, true, portal.Town.Administrator, Token));

        Assert.Equal(new DigestRun(0, 0), await SendAsync(portal));
    }

    [Fact]
    public async Task Who_switches_it_on_is_not_sent_what_lay_there_before()
    {
        using var portal = new TestPortal();
        var (officer, filed) = await OfficerAsync(portal);
        await ChooseAsync(portal, officer, digestOn: false);
        await WriteAsync(portal, filed);
        Assert.Equal(new DigestRun(0, 0), await SendAsync(portal));

        await ChooseAsync(portal, officer);
        Assert.Equal(new DigestRun(0, 0), await SendAsync(portal));
        Assert.Equal(1, await portal.Get<NoticeReading>().CountUnreadAsync(officer.Actor, Token));
    }

    [Fact]
    public void The_same_notices_make_the_same_e_mail_in_whatever_order_they_come()
    {
        var user = Guid.Parse("7d0c7a0a-0f0e-4b7e-9b80-6f2f6f1f0a11");
        (Guid, NoticeKind)[] notices = [(Guid.Parse("11111111-1111-4111-8111-111111111111"), NoticeKind.HalfTime), (Guid.Parse("22222222-2222-4222-8222-222222222222"), NoticeKind.Merged)];

        var key = Digest.Compose(user, "a@b.example", notices)!.Key;

        Assert.Equal(key, Digest.Compose(user, "a@b.example", [.. notices.Reverse()])!.Key);
        Assert.NotEqual(key, Digest.Compose(user, "a@b.example", notices[..1])!.Key);
        Assert.NotEqual(key, Digest.Compose(Guid.Empty, "a@b.example", notices)!.Key);
        Assert.Null(Digest.Compose(user, "a@b.example", []));
    }

    internal static string Address(Member member) => $"{member.UserName.ToLowerInvariant()}@town.example";

    /// <summary>An officer who wants e-mails, with a case.</summary>
    internal static async Task<(Member Officer, Filed Filed)> OfficerAsync(TestPortal portal, QuietHours? quiet = null)
    {
        if (portal.Town.Water == 0)
        {
            await portal.Town.FoundAsync();
        }

        var officer = await portal.Town.HireAsync();
        await ChooseAsync(portal, officer, quiet: quiet);
        return (officer, await portal.Town.FileAndTakeAsync(officer));
    }

    internal static async Task ChooseAsync(TestPortal portal, Member officer, bool digestOn = true, QuietHours? quiet = null)
        => Town.Done(await portal.Get<NoticeChoosing>().SaveAsync(
            new NoticeWishes(BellOn: true, digestOn, Address(officer), quiet ?? new QuietHours(0, 0, OnDaysOff: false)), officer.Actor, Token));

    internal static async Task WriteAsync(TestPortal portal, Filed filed)
        => Town.Done(await portal.Get<ComplaintTracking>().WriteAsync(filed.TrackingId, "Word.", Token));

    internal static Task<DigestRun> SendAsync(TestPortal portal, bool onTheHour = true) => portal.Get<DigestSending>().SendAsync(onTheHour, Token);
}
