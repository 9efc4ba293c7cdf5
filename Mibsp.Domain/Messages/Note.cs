using Mibsp.Domain.Common;

namespace Mibsp.Domain.Messages;

/// <summary>What staff write for staff. The citizen never sees it.</summary>
public sealed class Note
{
    public const int MaxLength = 2000;

    private Note() { } // EF

    public Note(Guid complaintId, int number, string text, Guid userId, DateOnly on)
        => (Id, ComplaintId, Number, Text, UserId, On) = (Identifiers.Random(), complaintId, number, text, userId, on);

    public Guid Id { get; private set; }

    public Guid ComplaintId { get; private set; }

    /// <summary>Place in the complaint's timeline.</summary>
    public int Number { get; private set; }

    public string Text { get; private set; } = "";

    public Guid UserId { get; private set; }

    public DateOnly On { get; private set; }
}
