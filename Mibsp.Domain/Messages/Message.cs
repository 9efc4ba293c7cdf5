using Mibsp.Domain.Common;
using Mibsp.Domain.Cryptography;

namespace Mibsp.Domain.Messages;

/// <summary>What citizen and officer write to each other. The text is sealed under the complaint's key.</summary>
public sealed class Message
{
    public const int MaxLength = 2000;

    private Message() { } // EF

    /// <summary>Refuses a text that says nothing or is too long.</summary>
    public Message(int number, string text, Stamp stamp, ComplaintCipher cipher)
    {
        (Id, ComplaintId, Number, By, UserId, On) = (Identifiers.Random(), cipher.ComplaintId, number, stamp.By, stamp.UserId, stamp.On);
        Sealed = cipher.Seal(Field, WrittenText.Check(text, MaxLength));
    }

    public Guid Id { get; private set; }

    public Guid ComplaintId { get; private set; }

    /// <summary>Place in the complaint's timeline.</summary>
    public int Number { get; private set; }

    public byte[] Sealed { get; private set; } = [];

    public Party By { get; private set; }

    public Guid? UserId { get; private set; }

    public DateOnly On { get; private set; }

    private string Field => $"message/{Id:N}";

    public string Read(ComplaintCipher cipher) => cipher.Open(Field, Sealed);
}
