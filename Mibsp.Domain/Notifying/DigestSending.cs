using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Notifying;

/// <summary>What a run did: e-mails that were taken, and people who are still owed one.</summary>
public sealed record DigestRun(int Sent, int Owed);

/// <summary>
/// Sends each person who wants it one e-mail in an hour at most, about what they have neither read nor been e-mailed. A notice counts as
/// mailed once the server has taken the e-mail, and not before: should the process die between the two, the person gets a second
/// copy with the same Message-ID instead of none. Called by one job at a time.
/// </summary>
public sealed class DigestSending(IDbContextFactory<MibspDbContext> contexts, MunicipalTime time, TimeProvider clock, IDigestMail mail)
{
    private const int MarkAtOnce = 500;

    private readonly DigestPatience _patience = new();

    /// <summary>People whose last e-mail could not be sent, as far as this process knows.</summary>
    public int Owed => _patience.Owed;

    /// <summary>
    /// <paramref name="onTheHour"/>: for everybody. Otherwise only for those who are owed one since, as soon as their turn has come again.
    /// </summary>
    public async Task<DigestRun> SendAsync(bool onTheHour, CancellationToken ct)
    {
        if (!mail.IsOn || (!onTheHour && Owed == 0))
        {
            return new DigestRun(0, Owed);
        }

        var (now, sent, owed) = (clock.GetUtcNow().UtcDateTime, 0, new HashSet<Guid>());
        await using var db = await contexts.CreateDbContextAsync(ct);
        foreach (var person in await PeopleAsync(db, ct))
        {
            var wasOwed = _patience.IsOwed(person.UserId);
            if (!((onTheHour || wasOwed) && MayHaveOne(person, now)))
            {
                owed.UnionWith(wasOwed ? [person.UserId] : []);
            }
            else if (await ComposeAsync(db, person, ct) is { } digest)
            {
                var answer = await HandOverAsync(digest, now, ct);
                await KeepAsync(db, digest, answer, ct);
                sent += answer is MailAnswer.Taken ? 1 : 0;
                owed.UnionWith(answer is MailAnswer.Taken ? [] : [person.UserId]);
            }
        }

        _patience.Owe(owed);
        return new DigestRun(sent, owed.Count);
    }

    private bool MayHaveOne(Person person, DateTime now)
        => !person.Quiet.Cover(time.ToLocal(now)) && !_patience.HadOne(person.UserId, HourOf(now)) && _patience.MayTry(person.UserId, now);

    private long HourOf(DateTime now) => time.ToLocal(now).Ticks / TimeSpan.TicksPerHour;

    private async Task<MailAnswer> HandOverAsync(Digest digest, DateTime now, CancellationToken ct)
    {
        if (!_patience.MayTry(DigestPatience.Server, now))
        {
            return MailAnswer.ServerFailed;
        }

        var answer = await mail.SendAsync(digest, ct);
        Learn(digest.UserId, answer, now);
        return answer;
    }

    private void Learn(Guid userId, MailAnswer answer, DateTime now)
    {
        switch (answer)
        {
            case MailAnswer.Taken:
                _patience.Sent(userId, HourOf(now));
                break;
            case MailAnswer.AddressRefused:
                _patience.Worked(DigestPatience.Server);
                _patience.Failed(userId, now);
                break;
            default:
                _patience.Failed(DigestPatience.Server, now);
                break;
        }
    }

    private async Task KeepAsync(MibspDbContext db, Digest digest, MailAnswer answer, CancellationToken ct)
    {
        DateOnly? failedOn = answer is MailAnswer.Taken ? null : time.Today;

        // The e-mail is out: stopping now must not make it go out again.
        ct = answer is MailAnswer.Taken ? CancellationToken.None : ct;
        foreach (var ids in answer is MailAnswer.Taken ? digest.NoticeIds.Chunk(MarkAtOnce) : [])
        {
            await db.Notices.Where(n => ids.Contains(n.Id)).ExecuteUpdateAsync(s => s.SetProperty(n => n.IsMailed, true), ct);
        }

        await db.NoticeChoices.Where(c => c.UserId == digest.UserId && c.MailFailedOn != failedOn)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.MailFailedOn, failedOn), ct);
    }

    /// <summary>Enabled members of staff who want e-mails and have something to be told, whether or not they may still see it.</summary>
    private async Task<List<Person>> PeopleAsync(MibspDbContext db, CancellationToken ct)
    {
        var today = time.Today;
        var rows = await (
            from u in db.Users
            join c in db.NoticeChoices on u.Id equals c.UserId
            where !u.IsDisabled && !(u.AbsentFromOn <= today && (u.AbsentUntilOn == null || u.AbsentUntilOn >= today)) && c.DigestOn && u.Email != null && db.Notices.Any(n => n.UserId == u.Id && !n.IsRead && !n.IsMailed)
            orderby u.Id
            select new { u.Id, u.Role, u.DepartmentId, u.Email, c.QuietFrom, c.QuietUntil, c.QuietOnDaysOff }).AsNoTracking().ToListAsync(ct);
        return [.. rows.Where(r => r.Role.WorksOnComplaints()).Select(r => new Person(
            new Actor(r.Id, r.Role, r.DepartmentId), r.Email!, new QuietHours(r.QuietFrom, r.QuietUntil, r.QuietOnDaysOff)))];
    }

    private static async Task<Digest?> ComposeAsync(MibspDbContext db, Person person, CancellationToken ct)
    {
        var notices = await NoticeReading.VisibleTo(db, person.Actor).Where(n => !n.IsRead && !n.IsMailed)
            .Select(n => new { n.Id, n.Kind }).ToListAsync(ct);
        return Digest.Compose(person.UserId, person.Address, [.. notices.Select(n => (n.Id, n.Kind))]);
    }

    private sealed record Person(Actor Actor, string Address, QuietHours Quiet)
    {
        public Guid UserId => Actor.UserId;
    }
}
