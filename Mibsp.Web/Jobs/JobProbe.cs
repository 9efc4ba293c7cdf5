namespace Mibsp.Web.Jobs;

/// <summary>Names for operators the jobs that do not run as they should. The schedule is read once in a while, however often health is asked.</summary>
internal sealed class JobProbe(JobOverview overview, TimeProvider clock)
{
    private static readonly TimeSpan _lasts = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task<string?> _asking = Task.FromResult<string?>(null);
    private long? _askedAt;

    /// <summary>Null while all jobs run as they should. Names of jobs only: nothing of what they did.</summary>
    public async Task<string?> FindTroubleAsync(CancellationToken ct)
    {
        Task<string?> asking;
        lock (_gate)
        {
            if (_askedAt is not { } then || (_asking.IsCompleted && clock.GetElapsedTime(then) > _lasts))
            {
                _askedAt = clock.GetTimestamp();
                _asking = Task.Run(AskAsync, CancellationToken.None);
            }

            asking = _asking;
        }

        try
        {
            return await asking.WaitAsync(_patience, ct);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            // Where the schedule lies in the database, that is what does not answer, and is said beside this.
            return "unreadable: the schedule does not answer";
        }
    }

    private async Task<string?> AskAsync()
    {
        var troubles = (await overview.ReadAsync(CancellationToken.None)).Where(job => job.Trouble is not null)
            .GroupBy(job => job.Trouble!.Value).Select(jobs => $"{Words(jobs.Key)}: {string.Join(", ", jobs.Select(job => job.Name))}").ToList();
        return troubles.Count == 0 ? null : string.Join("; ", troubles);
    }

    private static string Words(JobTrouble trouble) => trouble switch
    {
        JobTrouble.Overdue => "overdue",
        JobTrouble.Failing => "failing",
        _ => "paused too long",
    };
}
