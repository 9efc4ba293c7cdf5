namespace Mibsp.Domain.Officers.SignIn;

/// <summary>One browser in which a member of staff is signed in. Its id stands in the cookie; without the row the cookie opens nothing.</summary>
public sealed class StaffSession
{
    public const int StampMaxLength = 256;
    public const int SealedMaxLength = 600;

    private StaffSession() { } // EF

    internal StaffSession(Guid id, Guid userId, string stamp, DateOnly startedOn) => (Id, UserId, Stamp, StartedOn) = (id, userId, stamp, startedOn);

    public Guid Id { get; private set; }

    public Guid UserId { get; private set; }

    /// <summary>The account's security stamp when it began: a session does not outlive it.</summary>
    public string Stamp { get; private set; } = "";

    public DateOnly StartedOn { get; private set; }

    /// <summary>A <see cref="SessionFacts"/>.</summary>
    public byte[] Sealed { get; internal set; } = [];
}

/// <summary>What is known of a session, sealed in its row.</summary>
public sealed record SessionFacts(DateTime BeganAtUtc, DateTime LastSeenAtUtc, DateTime ConfirmedAtUtc, Device Device);

/// <summary>A session as its owner sees it.</summary>
public sealed record SessionRow(Guid Id, DateTime BeganAtUtc, DateTime LastSeenAtUtc, Device Device);
