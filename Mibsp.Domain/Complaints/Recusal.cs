using Mibsp.Domain.Common;

namespace Mibsp.Domain.Complaints;

/// <summary>A member of staff to whom a complaint does not exist any more.</summary>
public sealed class Recusal
{
    private Recusal() { } // EF

    internal Recusal(Guid userId, Party by, Guid? byUserId, DateOnly on) => (UserId, By, ByUserId, On) = (userId, by, byUserId, on);

    public Guid ComplaintId { get; private set; }

    public Guid UserId { get; private set; }

    /// <summary>Whose wish it was: the citizen's, by whom it was kept from or by contesting, or of staff.</summary>
    public Party By { get; private set; }

    /// <summary>The officer themself, or the administrator; null when it was the citizen's.</summary>
    public Guid? ByUserId { get; private set; }

    public DateOnly On { get; private set; }
}
