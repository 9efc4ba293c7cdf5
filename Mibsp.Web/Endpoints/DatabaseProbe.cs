using Mibsp.Domain.Counters;

namespace Mibsp.Web.Endpoints;

/// <summary>
/// Asks the database for one row. However many ask this, the database is asked once at a time: a database that hangs is
/// not buried under questions about its health.
/// </summary>
internal sealed class DatabaseProbe(FigureQueries figures, TimeProvider clock)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task _asking = Task.CompletedTask;

    public async Task<bool> AnswersAsync(CancellationToken ct)
    {
        Task asking;
        lock (_gate)
        {
            if (_asking.IsCompleted)
            {
                // On a thread of its own, because SQLite blocks; and not cut off with the one who asked first.
                _asking = Task.Run(() => figures.SequenceAsync(CancellationToken.None), CancellationToken.None);
            }

            asking = _asking;
        }

        try
        {
            await asking.WaitAsync(_patience, clock, ct);
            return true;
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            // Whatever the reason is, the answer is the same: it does not answer.
            return false;
        }
    }
}
