using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Notifying;
using Mibsp.Tests.Support;
using static Mibsp.Tests.Domain.Notifying.DigestTests;

namespace Mibsp.Tests.Domain.Notifying;

/// <summary>What becomes of e-mails that a server does not take: tried again, later each time, and seen by those it concerns.</summary>
public sealed class DigestFailureTests
{
    private static readonly TimeSpan _tick = TimeSpan.FromMinutes(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_refused_is_tried_again_and_the_person_sees_it_until_it_is_sent()
    {
        using var portal = new TestPortal();
        var (officer, filed) = await OfficerAsync(portal);
        await WriteAsync(portal, filed);
        portal.Mail.Answer = MailAnswer.AddressRefused;

        Assert.Equal(new DigestRun(0, 1), await SendAsync(portal));
        Assert.Equal(new DateOnly(2026, 7, 15), await FailedOnAsync(portal, officer));

        portal.Mail.Answer = MailAnswer.Taken;
        portal.Clock.Advance(_tick);
        Assert.Equal(new DigestRun(1, 0), await SendAsync(portal, onTheHour: false));
        Assert.Null(await FailedOnAsync(portal, officer));
        Assert.Equal(1, Assert.Single(portal.Mail.Taken).Count);
    }

    [Fact]
    public async Task Each_try_waits_twice_as_long_as_the_one_before()
    {
        using var portal = new TestPortal();
        var (_, filed) = await OfficerAsync(portal);
        await WriteAsync(portal, filed);
        portal.Mail.Answer = MailAnswer.AddressRefused;

        Assert.Equal([0, 5, 15, 35, 75, 155, 315, 635, 995], await TriedAfterAsync(portal, TimeSpan.FromMinutes(1000)));
    }

    [Fact]
    public async Task A_server_that_is_away_is_asked_once_and_not_for_each_person()
    {
        using var portal = new TestPortal();
        var people = new List<Member>();
        for (var i = 0; i < 3; i++)
        {
            var (officer, filed) = await OfficerAsync(portal);
            await WriteAsync(portal, filed);
            people.Add(officer);
        }

        portal.Mail.Answer = MailAnswer.ServerFailed;
        Assert.Equal(new DigestRun(0, 3), await SendAsync(portal));
        Assert.Equal(1, portal.Mail.Tries);
        foreach (var member in people)
        {
            Assert.NotNull(await FailedOnAsync(portal, member));
        }

        // It is back: one that gets through is enough for all of them.
        portal.Mail.Answer = MailAnswer.Taken;
        portal.Clock.Advance(_tick);
        Assert.Equal(new DigestRun(3, 0), await SendAsync(portal, onTheHour: false));
    }

    [Fact]
    public async Task One_address_that_is_refused_keeps_nobody_else_waiting()
    {
        var picky = new PickyMail();
        using var portal = new TestPortal(also: services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IDigestMail>(services, picky));
        for (var i = 0; i < 3; i++)
        {
            var (officer, filed) = await OfficerAsync(portal);
            await WriteAsync(portal, filed);
            picky.Refused ??= Address(officer);
        }

        Assert.Equal(new DigestRun(2, 1), await SendAsync(portal));
    }

    [Fact]
    public async Task Between_the_hours_only_what_is_owed_is_sent()
    {
        using var portal = new TestPortal();
        var (_, filed) = await OfficerAsync(portal);
        await WriteAsync(portal, filed);

        Assert.Equal(new DigestRun(0, 0), await SendAsync(portal, onTheHour: false));
        Assert.Equal(0, portal.Mail.Tries);
    }

    [Fact]
    public async Task What_is_owed_waits_for_the_end_of_quiet_hours_too()
    {
        using var portal = new TestPortal();
        var (_, filed) = await OfficerAsync(portal, new QuietHours(11, 12, OnDaysOff: false));
        await WriteAsync(portal, filed);
        portal.Mail.Answer = MailAnswer.AddressRefused;
        await SendAsync(portal);
        portal.Mail.Answer = MailAnswer.Taken;

        portal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(new DigestRun(0, 1), await SendAsync(portal, onTheHour: false));

        portal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(new DigestRun(1, 0), await SendAsync(portal, onTheHour: false));
    }

    [Fact]
    public async Task Nothing_is_owed_once_there_is_nothing_to_tell()
    {
        using var portal = new TestPortal();
        var (officer, filed) = await OfficerAsync(portal);
        await WriteAsync(portal, filed);
        portal.Mail.Answer = MailAnswer.ServerFailed;
        await SendAsync(portal);
        await portal.Get<NoticeReading>().MarkAllAsync(officer.Actor, Token);

        portal.Clock.Advance(_tick);
        Assert.Equal(new DigestRun(0, 0), await SendAsync(portal, onTheHour: false));
    }

    [Fact]
    public async Task A_process_that_dies_before_it_could_note_the_sending_sends_the_same_e_mail_again()
    {
        using var portal = new TestPortal();
        var (_, filed) = await OfficerAsync(portal);
        await WriteAsync(portal, filed);
        await SendAsync(portal);
        await using (var db = await portal.Town.ContextAsync())
        {
            await db.Notices.ExecuteUpdateAsync(s => s.SetProperty(n => n.IsMailed, false), Token);
        }

        portal.Clock.Advance(TimeSpan.FromHours(1));
        await SendAsync(portal);

        Assert.Equal(2, portal.Mail.Taken.Count);
        Assert.Equal(portal.Mail.Taken[0].Key, portal.Mail.Taken[1].Key);
    }

    [Fact]
    public async Task Without_a_mail_server_nothing_is_tried_and_nothing_is_lost()
    {
        using var portal = new TestPortal();
        var (_, filed) = await OfficerAsync(portal);
        await WriteAsync(portal, filed);
        portal.Mail.IsOn = false;
        Assert.Equal(new DigestRun(0, 0), await SendAsync(portal));

        portal.Mail.IsOn = true;
        Assert.Equal(new DigestRun(1, 0), await SendAsync(portal));
    }

    private static async Task<List<int>> TriedAfterAsync(TestPortal portal, TimeSpan time)
    {
        var tried = new List<int>();
        for (var passed = TimeSpan.Zero; passed < time; passed += _tick)
        {
            var before = portal.Mail.Tries;
            await SendAsync(portal, onTheHour: passed.TotalMinutes % 60 == 0);
            if (portal.Mail.Tries > before)
            {
                tried.Add((int)passed.TotalMinutes);
            }

            portal.Clock.Advance(_tick);
        }

        return tried;
    }

    private static async Task<DateOnly?> FailedOnAsync(TestPortal portal, Member member)
        => (await portal.Get<NoticeChoosing>().FindAsync(member.Actor, Token)).MailFailedOn;

    private sealed class PickyMail : IDigestMail
    {
        public string? Refused { get; set; }

        public bool IsOn => true;

        public Task<MailAnswer> SendAsync(Digest digest, CancellationToken ct)
            => Task.FromResult(digest.Address == Refused ? MailAnswer.AddressRefused : MailAnswer.Taken);
    }
}
