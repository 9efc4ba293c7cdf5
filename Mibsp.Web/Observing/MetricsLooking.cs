using Mibsp.Domain.Counters;
using Mibsp.Web.Jobs;

namespace Mibsp.Web.Observing;

/// <summary>What is not counted as it happens but looked up. Apart from the meters, which the database's own services count with.</summary>
internal sealed class MetricsLooking(DelayedCounts delayed, FigureQueries figures, JobOverview jobs)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>To be called at the start and when a day has begun, not in between.</summary>
    public async Task AtRecordAsync(CancellationToken ct) => delayed.RecordLength = await figures.SequenceAsync(ct);

    /// <summary>How many jobs do not run as they should; null when the schedule does not answer.</summary>
    public async Task<int?> AtJobsAsync(CancellationToken ct)
    {
        try
        {
            return (await jobs.ReadAsync(ct).WaitAsync(_patience, ct)).Count(job => job.Trouble is not null);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            // Failures of the database are counted where they happen.
            return null;
        }
    }
}
