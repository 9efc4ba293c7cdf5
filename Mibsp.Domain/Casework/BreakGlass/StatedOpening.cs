using Mibsp.Domain.Common;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Messages;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Casework.BreakGlass;

/// <summary>What for an administrator opens what a citizen wrote. The citizen is told this, and not the words beside it.</summary>
public enum OpeningPurpose
{
    /// <summary>To see to whom it belongs.</summary>
    Routing,

    /// <summary>Somebody complained about how it was handled.</summary>
    Handling,

    /// <summary>A court or an authority asked for it by law.</summary>
    LegalDuty,

    /// <summary>Something in the portal does not work, or was misused.</summary>
    Fault,
}

/// <summary>
/// That an administrator opened a case, on which day and what for. The words are sealed under the complaint's key and go with it
/// when it is erased; day and purpose stay.
/// </summary>
public sealed class StatedOpening
{
    public const int ReasonMinLength = 20;
    public const int ReasonMaxLength = 500;

    private StatedOpening() { } // EF

    /// <summary>Refuses a purpose that is none, and words that are too few or too many.</summary>
    internal StatedOpening(int number, Guid userId, DateOnly on, OpeningPurpose purpose, string reason, ComplaintCipher cipher)
    {
        Require(Enum.IsDefined(purpose), Refusal.PurposeMissing);
        Require((reason?.Trim().Length ?? 0) >= ReasonMinLength, Refusal.TextTooShort);
        (ComplaintId, Number, UserId, On, Purpose) = (cipher.ComplaintId, number, userId, on, purpose);
        SealedReason = cipher.Seal(Field, WrittenText.Check(reason!, ReasonMaxLength));
    }

    public Guid ComplaintId { get; private set; }

    /// <summary>Counts the openings of one complaint, from 1.</summary>
    public int Number { get; private set; }

    public Guid UserId { get; private set; }

    public DateOnly On { get; private set; }

    public OpeningPurpose Purpose { get; private set; }

    /// <summary>Null once the complaint was erased.</summary>
    public byte[]? SealedReason { get; private set; }

    private string Field => $"opening/{Number}";

    public string? ReadReason(ComplaintCipher cipher) => SealedReason is { } whole ? cipher.Open(Field, whole) : null;
}
