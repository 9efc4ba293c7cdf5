namespace Mibsp.Domain.Common;

/// <summary>What came of a use case that a person can legitimately fail at.</summary>
public sealed record Outcome
{
    public static readonly Outcome Done = new();

    private Outcome() { }

    /// <summary>Why it was refused; null when it was done.</summary>
    public Refusal? Refusal { get; private init; }

    public bool Succeeded => Refusal is null;

    public static implicit operator Outcome(Refusal refusal) => new() { Refusal = refusal };
}
