namespace Mibsp.Domain.Complaints;

/// <summary>What a complaint is about, in the citizen's words.</summary>
public enum ComplaintKind
{
    BribeDemanded,
    BribePaid,
    RefusedAndPunished,
    Delay,
    ServiceRefused,
    Misconduct,
    ServiceFault,
    Retaliation,
    Other,
}

/// <summary>What follows from a complaint's kind.</summary>
public static class ComplaintKinds
{
    /// <summary>
    /// Sensitive complaints can bring their author into danger: they are released late and closed by two people.
    /// Delay is one of them, because a file that lies still is how a bribe is asked for without asking.
    /// </summary>
    public static bool IsSensitive(this ComplaintKind kind) => kind is
        ComplaintKind.BribeDemanded or ComplaintKind.BribePaid or ComplaintKind.RefusedAndPunished
        or ComplaintKind.Delay or ComplaintKind.Retaliation;

    /// <summary>Whether the form asks how much money was asked for.</summary>
    public static bool HasAmount(this ComplaintKind kind) => kind is
        ComplaintKind.BribeDemanded or ComplaintKind.BribePaid or ComplaintKind.RefusedAndPunished;
}
