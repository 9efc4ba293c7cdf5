namespace Mibsp.Domain.Persistence;

/// <summary>By which a database says at once that the record has grown, whoever wrote. Only a hint: what was missed is found by looking.</summary>
public interface IRecordBell
{
    /// <summary>
    /// Calls <paramref name="rung"/> when listening has begun and after each growth, until cancelled. Throws when the line to the
    /// database is lost.
    /// </summary>
    Task ListenAsync(Action rung, CancellationToken ct);
}

/// <summary>For databases that cannot say so: never rings.</summary>
internal sealed class NoBell : IRecordBell
{
    public Task ListenAsync(Action rung, CancellationToken ct) => Task.Delay(Timeout.InfiniteTimeSpan, ct);
}
