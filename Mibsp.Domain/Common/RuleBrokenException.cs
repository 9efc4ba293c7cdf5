namespace Mibsp.Domain.Common;

/// <summary>Thrown by an entity asked to do something its rules forbid. Services turn it into an <see cref="Outcome"/>.</summary>
public sealed class RuleBrokenException(Refusal refusal) : Exception($"Refused: {refusal}.")
{
    public Refusal Refusal { get; } = refusal;

    /// <summary>Throws with <paramref name="otherwise"/> unless <paramref name="holds"/>.</summary>
    public static void Require(bool holds, Refusal otherwise)
    {
        if (!holds)
        {
            throw new RuleBrokenException(otherwise);
        }
    }
}
