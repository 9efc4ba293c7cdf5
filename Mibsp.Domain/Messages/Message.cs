using Mibsp.Domain.Common;

namespace Mibsp.Domain.Messages;

/// <summary>What citizen and officer write to each other.</summary>
public sealed class Message
{
    public const int MaxLength = 2000;

    private Message() { } // EF

    public Message(Guid complaintId, int number, string text, Stamp stamp)
        => (Id, ComplaintId, Number, Text, By, UserId, On)
            = (Identifiers.Random(), complaintId, number, text, stamp.By, stamp.UserId, stamp.On);

    public Guid Id { get; private set; }

    public Guid ComplaintId { get; private set; }

    /// <summary>Place in the complaint's timeline.</summary>
    public int Number { get; private set; }

    public string Text { get; private set; } = "";

    public Party By { get; private set; }

    public Guid? UserId { get; private set; }

    public DateOnly On { get; private set; }
}
