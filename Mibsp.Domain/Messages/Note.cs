using Mibsp.Domain.Common;
using Mibsp.Domain.Cryptography;

namespace Mibsp.Domain.Messages;

/// <summary>What staff write for staff. The citizen never sees it. The text is sealed under the complaint's key.</summary>
public sealed class Note
{
    public const int MaxLength = 2000;

    private Note() { } // EF

    /// <summary>Refuses a text that says nothing or is too long.</summary>
    public Note(int number, string text, Guid userId, DateOnly on, ComplaintCipher cipher)
    {
        (Id, ComplaintId, Number, UserId, On) = (Identifiers.Random(), cipher.ComplaintId, number, userId, on);
        Sealed = cipher.Seal(Field, WrittenText.Check(text, MaxLength));
    }

    public Guid Id { get; private set; }

    public Guid ComplaintId { get; private set; }

    /// <summary>Place in the complaint's timeline.</summary>
    public int Number { get; private set; }

    public byte[] Sealed { get; private set; } = [];

    public Guid UserId { get; private set; }

    public DateOnly On { get; private set; }

    private string Field => $"note/{Id:N}";

    public string Read(ComplaintCipher cipher) => cipher.Open(Field, Sealed);
}
