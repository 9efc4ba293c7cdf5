namespace Mibsp.Domain.Notifying;

/// <summary>How a member of staff wants to be told. Who has none has the usual ones. The address is the account's.</summary>
public sealed class NoticeChoice
{
    private NoticeChoice() { } // EF

    internal NoticeChoice(Guid userId) => UserId = userId;

    public Guid UserId { get; private set; }

    /// <summary>Whether the bell shows how many are unread.</summary>
    public bool BellOn { get; private set; } = true;

    public bool DigestOn { get; private set; }

    public int QuietFrom { get; private set; } = QuietHours.Usual.From;

    public int QuietUntil { get; private set; } = QuietHours.Usual.Until;

    public bool QuietOnDaysOff { get; private set; } = QuietHours.Usual.OnDaysOff;

    /// <summary>The day on which the last e-mail could not be sent; null when it could.</summary>
    public DateOnly? MailFailedOn { get; private set; }

    internal void Change(bool bellOn, bool digestOn, QuietHours quiet)
        => (BellOn, DigestOn, QuietFrom, QuietUntil, QuietOnDaysOff) = (bellOn, digestOn, quiet.From, quiet.Until, quiet.OnDaysOff);

    /// <summary>Another address, or none: what became of e-mails to the former one says nothing any more.</summary>
    internal void ForgetFailure() => MailFailedOn = null;
}
