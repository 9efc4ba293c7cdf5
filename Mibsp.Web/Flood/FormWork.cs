namespace Mibsp.Web.Flood;

/// <summary>What a form carries so that it may write: its sealed token and, once a script has done the work, the answer.</summary>
public sealed class FormWork
{
    /// <summary>The sealed token, for the hidden field.</summary>
    public string Token { get; internal set; } = "";

    /// <summary>What the work is done on.</summary>
    public string Nonce { get; internal set; } = "";

    public int Bits { get; internal set; }

    public string Answer { get; set; } = "";

    /// <summary>Whose it is, as far as that matters; null over a circuit, which has no address.</summary>
    public VisitorKey? Visitor { get; init; }
}

/// <summary>Whether a form may write. When it may not yet, <see cref="Wait"/> says for how long; null stands for "the work has to be done anew".</summary>
public sealed record Admission(bool IsAdmitted, TimeSpan? Wait)
{
    public static readonly Admission Now = new(true, null);
    public static readonly Admission Anew = new(false, null);

    public static Admission After(TimeSpan wait) => new(false, wait);

    /// <summary>Whole seconds to be shown: never fewer than it takes.</summary>
    public int Seconds => (int)Math.Ceiling(Wait?.TotalSeconds ?? 0);
}
