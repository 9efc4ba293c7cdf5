namespace Mibsp.Domain.Officers.SignIn;

/// <summary>How somebody proved who they are.</summary>
public enum SignInWay
{
    Password,
    Code,
    RecoveryCode,
    Passkey,
    SetUp,
}

/// <summary>One sign-in or failed try, kept for the owner of the account to look at.</summary>
public sealed class SignInNote
{
    public const int SealedMaxLength = 400;

    private SignInNote() { } // EF

    internal SignInNote(Guid id, Guid userId, DateOnly on, byte[] sealedFacts) => (Id, UserId, On, Sealed) = (id, userId, on, sealedFacts);

    public Guid Id { get; private set; }

    public Guid UserId { get; private set; }

    public DateOnly On { get; private set; }

    /// <summary>A <see cref="SignInFacts"/>.</summary>
    public byte[] Sealed { get; private set; } = [];
}

/// <summary>What is known of a sign-in or a failed try, sealed in its row.</summary>
public sealed record SignInFacts(DateTime AtUtc, Device Device, SignInWay Way, bool HasFailed);
