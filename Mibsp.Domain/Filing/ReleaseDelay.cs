using System.Security.Cryptography;
using Mibsp.Domain.Complaints;

namespace Mibsp.Domain.Filing;

/// <summary>
/// How long a sensitive complaint stays out of sight before the town hall hears of it: a random while, so that nobody who saw
/// somebody at a screen, or on the line, can match the minute.
/// </summary>
public sealed record ReleaseDelay(TimeSpan Least, TimeSpan Most)
{
    /// <summary>Everything is released at once.</summary>
    public static ReleaseDelay None { get; } = new(TimeSpan.Zero, TimeSpan.Zero);

    public bool Holds(ComplaintKind kind) => Most > TimeSpan.Zero && kind.IsSensitive();

    /// <summary>A while between <see cref="Least"/> and <see cref="Most"/>, each second as likely as any other.</summary>
    public TimeSpan Draw()
        => Least + TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32((int)(Most - Least).TotalSeconds + 1));
}
