namespace Mibsp.Web.Flood;

/// <summary>What kind of form a token is for.</summary>
public enum FormPurpose
{
    Filing,
    Visit,
}

/// <summary>
/// A form's right to write once: either with the work done or, without script, after a while. Says nothing about the citizen.
/// </summary>
/// <param name="Nonce">Random; what the work is done on, and what is remembered once it is spent.</param>
/// <param name="IssuedAt">To the second. Rides in the form, sealed, and is kept nowhere.</param>
/// <param name="Bits">How hard the work is.</param>
/// <param name="Form">Which form it belongs to: a digest of purpose and form.</param>
/// <param name="NotBefore">The turn it was given in the line of forms without work; null while it stands in none.</param>
internal sealed record WorkToken(Guid Nonce, DateTimeOffset IssuedAt, int Bits, Guid Form, DateTimeOffset? NotBefore = null)
{
    /// <summary>Somebody who writes for longer gets a new one with the next step, or presses the button once more.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);
}
