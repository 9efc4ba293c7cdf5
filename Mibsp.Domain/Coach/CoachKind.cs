namespace Mibsp.Domain.Coach;

/// <summary>What in a text may name its author.</summary>
public enum CoachKind
{
    PhoneNumber,
    Email,
    Aadhaar,
    Pan,
    VehiclePlate,
    OnlyOne,
    ExactTime,
    NameOfSelf,
    TrackingId,
    AddressOfSelf,

    /// <summary>An account number, a branch code or a payment address.</summary>
    BankDetail,

    /// <summary>A job or a relation that few people have.</summary>
    RoleOfSelf,
}

/// <summary>
/// A place in the citizen's text to look at again. It holds no word of the text, only where it stands, and the key of the
/// sentence that says why and what to write instead.
/// </summary>
public sealed record CoachFinding(CoachKind Kind, int Start, int Length, string SentenceKey);
