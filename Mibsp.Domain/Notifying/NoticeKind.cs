namespace Mibsp.Domain.Notifying;

/// <summary>What somebody is told. Stored by name; never renamed. Each has a sentence in StaffTexts ("Notice.…").</summary>
public enum NoticeKind
{
    /// <summary>Half of the time to the deadline has passed.</summary>
    HalfTime,

    /// <summary>Four fifths of it have.</summary>
    NearlyDue,

    /// <summary>It came to this person on the ladder.</summary>
    Escalated,
    GivenToYou,
    TakenFromYou,
    CitizenAnswered,
    CitizenContested,
    CitizenWithdrew,
    ApprovalAsked,
    ApprovalRefused,
    Transferred,
    Merged,

    /// <summary>Another department's work waits for this person's department.</summary>
    BlockedByYou,
    Unblocked,
}

public static class NoticeKinds
{
    /// <summary>Steps of the ladder. Each is taken once in a round, and so each is told once.</summary>
    public static bool IsLadders(this NoticeKind kind) => kind is NoticeKind.HalfTime or NoticeKind.NearlyDue or NoticeKind.Escalated;
}
