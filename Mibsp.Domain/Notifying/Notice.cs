using Mibsp.Domain.Common;

namespace Mibsp.Domain.Notifying;

/// <summary>
/// That one member of staff is to be told of something in one complaint. Holds a day and no word of the case; what is shown of
/// the case is read through the access rule each time, so that a notice somebody may not see any more is not there.
/// </summary>
public sealed class Notice
{
    private Notice() { } // EF

    /// <summary>
    /// <paramref name="number"/> tells apart what may happen more than once: the complaint's version by which it came about. It is
    /// always 0 for steps of the ladder, and is filled in when the notice is saved where it was left out.
    /// </summary>
    public Notice(Guid userId, Guid complaintId, NoticeKind kind, int round, DateOnly on, int number = 0)
        => (Id, UserId, ComplaintId, Kind, Round, On, Number) = (Identifiers.Random(), userId, complaintId, kind, round, on, kind.IsLadders() ? 0 : number);

    public Guid Id { get; private set; }

    public Guid UserId { get; private set; }

    public Guid ComplaintId { get; private set; }

    public NoticeKind Kind { get; private set; }

    /// <summary>The round of the complaint's clock.</summary>
    public int Round { get; private set; }

    /// <summary>0 for steps of the ladder; with person, complaint, kind and round it makes a notice one that is given once.</summary>
    public int Number { get; private set; }

    public DateOnly On { get; private set; }

    public bool IsRead { get; private set; }

    /// <summary>Was counted in an e-mail that a mail server has taken.</summary>
    public bool IsMailed { get; private set; }

    internal void NumberBy(int version) => Number = Kind.IsLadders() ? 0 : version;
}
