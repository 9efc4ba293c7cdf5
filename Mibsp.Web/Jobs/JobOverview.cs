using Quartz;
using Quartz.Extensibility;

namespace Mibsp.Web.Jobs;

/// <summary>A job as the administrator's page shows it. No result: this process has not run it since it started.</summary>
internal sealed record JobRow(string Name, DateTime? LastRunUtc, DateTime? NextRunUtc, JobRunResult? Result, int? Did, int Runs, int Failures);

/// <summary>
/// Reads both schedules and what came of them. When a shared job last ran stands in the schedule, whichever node it was; what came of
/// it is kept in the memory of that node only, as are the runs of this node's own jobs: in the database, their times would be citizens'.
/// </summary>
internal sealed class JobOverview(ISchedulerFactory schedulers, IExecutionHistoryStore history)
{
    private static readonly JobKey[] _shared = [SilentClosingJob.Key, RetentionJob.Key, SignInSweepJob.Key, FigureRecountJob.Key, EscalationJob.Key, DigestJob.Key];
    private static readonly JobKey[] _own = [ReleaseJob.Key, StagedEvidenceSweepJob.Key];

    public async Task<IReadOnlyList<JobRow>> ReadAsync(CancellationToken ct) =>
    [
        .. await ReadAsync(await schedulers.GetRequiredScheduler(Composition.Jobs.NodeSchedule, ct), _own, ct),
        .. await ReadAsync(await schedulers.GetScheduler(ct), _shared, ct),
    ];

    private async Task<List<JobRow>> ReadAsync(IScheduler scheduler, JobKey[] jobs, CancellationToken ct)
    {
        var rows = new List<JobRow>();
        foreach (var job in jobs)
        {
            var triggers = await scheduler.GetTriggersOfJob(job, ct);
            var status = await history.GetJobRunStatus(scheduler.SchedulerName, job, ct);
            var last = triggers.Select(t => t.PreviousFireTimeUtc).Append(status?.LastFiredAtUtc).Max();
            rows.Add(new JobRow(
                job.Name, last?.UtcDateTime, triggers.Min(t => t.NextFireTimeUtc)?.UtcDateTime,
                status?.LastResult, int.TryParse(status?.LastSummary, out var did) ? did : null,
                (int)(status?.RunCount ?? 0), (int)(status?.FailureCount ?? 0)));
        }

        return rows;
    }
}
