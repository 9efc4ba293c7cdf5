using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Notifying;

/// <summary>How somebody wants to be told: the number at the bell, the e-mail on the hour, where to, and when not.</summary>
public sealed record NoticeWishes(bool BellOn, bool DigestOn, string? Email, QuietHours Quiet)
{
    public static readonly NoticeWishes Usual = new(BellOn: true, DigestOn: false, Email: null, QuietHours.Usual);

    /// <summary>The day on which the last e-mail could not be sent. Not for the person to choose.</summary>
    public DateOnly? MailFailedOn { get; init; }
}

/// <summary>Everybody chooses for themselves. Entered in the record, without the address.</summary>
public sealed class NoticeChoosing(IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time, INoticeEvents events)
{
    /// <summary>The longest address that mail servers take.</summary>
    public const int EmailMaxLength = 254;

    public async Task<NoticeWishes> FindAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var email = await db.Users.Where(u => u.Id == actor.UserId).Select(u => u.Email).SingleOrDefaultAsync(ct);
        var choice = await db.NoticeChoices.AsNoTracking().SingleOrDefaultAsync(c => c.UserId == actor.UserId, ct);
        return choice is null
            ? NoticeWishes.Usual with { Email = email }
            : new NoticeWishes(choice.BellOn, choice.DigestOn, email, new QuietHours(choice.QuietFrom, choice.QuietUntil, choice.QuietOnDaysOff))
            {
                MailFailedOn = choice.MailFailedOn,
            };
    }

    /// <summary>The bell alone: asked for by every open page.</summary>
    public async Task<bool> WantsBellAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return !await db.NoticeChoices.AnyAsync(c => c.UserId == actor.UserId && !c.BellOn, ct);
    }

    public async Task<Outcome> SaveAsync(NoticeWishes wishes, Actor actor, CancellationToken ct)
    {
        var email = string.IsNullOrWhiteSpace(wishes.Email) ? null : wishes.Email.Trim();
        if (!actor.Role.WorksOnComplaints())
        {
            return Refusal.NotFound;
        }

        if (email is null ? wishes.DigestOn : !IsAddress(email))
        {
            return Refusal.EmailInvalid;
        }

        if (!wishes.Quiet.IsValid)
        {
            return Refusal.HoursOutOfRange;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var outcome = await ledger.ChangeAsync(db, async (records, token) =>
        {
            await ApplyAsync(db, actor.UserId, wishes with { Email = email }, token);
            records.Add(AuditRecord.Of(AuditAct.NoticesChosen, Stamp.Staff(actor, time), null, Details(wishes)));
        }, ct);
        if (outcome.Succeeded)
        {
            events.Tell([actor.UserId]);
        }

        return outcome;
    }

    /// <summary>One bare address that a mail server will understand. Whether anybody reads there only the first e-mail shows.</summary>
    internal static bool IsAddress(string text)
        => text.Length <= EmailMaxLength && text.All(c => char.IsAscii(c) && !char.IsControl(c) && c is not (' ' or ',' or ';' or '<' or '>' or '"' or '(' or ')'))
            && MailAddress.TryCreate(text, out var address) && address.Address == text
            && address.Host.Contains('.', StringComparison.Ordinal) && !address.Host.EndsWith('.');

    private static async Task ApplyAsync(MibspDbContext db, Guid userId, NoticeWishes wishes, CancellationToken ct)
    {
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == userId, ct);
        Require(user is { IsDisabled: false }, Refusal.NotFound);
        var choice = await db.NoticeChoices.SingleOrDefaultAsync(c => c.UserId == userId, ct) ?? db.Add(new NoticeChoice(userId)).Entity;
        if (wishes.DigestOn && !choice.DigestOn)
        {
            // Whoever asks for e-mails asks for news, and not for all that lies at the bell already.
            await db.Notices.Where(n => n.UserId == userId && !n.IsMailed).ExecuteUpdateAsync(s => s.SetProperty(n => n.IsMailed, true), ct);
        }

        if (user!.Email != wishes.Email || !wishes.DigestOn)
        {
            choice.ForgetFailure();
        }

        choice.Change(wishes.BellOn, wishes.DigestOn, wishes.Quiet);
        (user.Email, user.NormalizedEmail, user.EmailConfirmed) = (wishes.Email, wishes.Email?.ToUpperInvariant(), false);
    }

    private static Dictionary<string, string> Details(NoticeWishes wishes) => new()
    {
        ["bell"] = wishes.BellOn ? "on" : "off",
        ["digest"] = wishes.DigestOn ? "on" : "off",
    };
}
