namespace Mibsp.Domain.Complaints;

/// <summary>A member of staff to whom a complaint does not exist any more.</summary>
public sealed class Recusal
{
    private Recusal() { } // EF

    internal Recusal(Guid userId) => UserId = userId;

    public Guid ComplaintId { get; private set; }

    public Guid UserId { get; private set; }
}
