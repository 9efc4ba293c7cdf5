namespace Mibsp.Web.Observing.Parts;

/// <summary>
/// Something that is looked at once at a time, however many ask, and no more often than it changes: what hangs is not buried under questions.
/// On a thread of its own, because files and SQLite block, and not cut off with the one who asked first.
/// </summary>
internal sealed class OneLook<T>(Func<Task<T>> look, TimeProvider clock, TimeSpan lasts, int patientSeconds = 2)
{
    private readonly Lock _gate = new();
    private Task<T>? _looking;
    private long _lookedAt;

    /// <exception cref="TimeoutException">It hangs.</exception>
    public Task<T> AskAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            if (_looking is null || (_looking.IsCompleted && (!_looking.IsCompletedSuccessfully || clock.GetElapsedTime(_lookedAt) >= lasts)))
            {
                _lookedAt = clock.GetTimestamp();
                _looking = Task.Run(look, CancellationToken.None);
            }

            return _looking.WaitAsync(TimeSpan.FromSeconds(patientSeconds), clock, ct);
        }
    }
}
