namespace Mibsp.Domain.Evidence;

/// <summary>
/// So many bytes of uploads may be in memory at once. Who comes when it is full waits in line, for a bounded time: without this,
/// fifty uploads at once would be fifty times the largest file.
/// </summary>
public sealed class ByteBudget(long most)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _line = new();
    private long _taken;

    /// <summary>Dispose what is returned to give the bytes back. Null when there was no room in time.</summary>
    public async Task<IDisposable?> TakeAsync(long bytes, TimeSpan atMost, CancellationToken ct)
    {
        var waiter = new Waiter(Math.Clamp(bytes, 0, most));
        lock (_gate)
        {
            _line.AddLast(waiter);
            Admit();
        }

        try
        {
            await waiter.Admitted.Task.WaitAsync(atMost, ct);
            return new Share(this, waiter.Bytes);
        }
        catch (Exception given) when (given is TimeoutException or OperationCanceledException)
        {
            lock (_gate)
            {
                if (!_line.Remove(waiter))
                {
                    GiveBack(waiter.Bytes); // admitted at the very moment of giving up
                }

                Admit();
            }

            ct.ThrowIfCancellationRequested();
            return null;
        }
    }

    private void Admit()
    {
        while (_line.First is { } first && first.Value.Bytes <= most - _taken)
        {
            _taken += first.Value.Bytes;
            _line.RemoveFirst();
            first.Value.Admitted.SetResult();
        }
    }

    private void GiveBack(long bytes)
    {
        lock (_gate)
        {
            _taken -= bytes;
            Admit();
        }
    }

    private sealed class Waiter(long bytes)
    {
        internal long Bytes { get; } = bytes;

        internal TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Share(ByteBudget budget, long bytes) : IDisposable
    {
        private int _isGiven;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGiven, 1) == 0)
            {
                budget.GiveBack(bytes);
            }
        }
    }
}
