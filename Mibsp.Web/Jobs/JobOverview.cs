using Quartz;
using Quartz.Extensibility;

namespace Mibsp.Web.Jobs;

/// <summary>A job as the administrator's page shows it. No last run: not since this process started.</summary>
internal sealed record JobRow(string Name, DateTime? LastRunUtc, DateTime? NextRunUtc, JobRunResult? Result, int? Did, int Runs, int Failures);

/// <summary>Reads the schedule and what came of it. Kept in memory, because the schedule is, too.</summary>
internal sealed class JobOverview(ISchedulerFactory schedulers, IExecutionHistoryStore history)
{
    private static readonly JobKey[] _jobs = [ReleaseJob.Key, EscalationJob.Key, SilentClosingJob.Key, RetentionJob.Key, StagedEvidenceSweepJob.Key, DigestJob.Key];

    public async Task<IReadOnlyList<JobRow>> ReadAsync(CancellationToken ct)
    {
        var scheduler = await schedulers.GetScheduler(ct);
        var rows = new List<JobRow>();
        foreach (var job in _jobs)
        {
            var triggers = await scheduler.GetTriggersOfJob(job, ct);
            var status = await history.GetJobRunStatus(scheduler.SchedulerName, job, ct);
            rows.Add(new JobRow(
                job.Name, status?.LastFiredAtUtc.UtcDateTime, triggers.Min(t => t.NextFireTimeUtc)?.UtcDateTime,
                status?.LastResult, int.TryParse(status?.LastSummary, out var did) ? did : null,
                (int)(status?.RunCount ?? 0), (int)(status?.FailureCount ?? 0)));
        }

        return rows;
    }
}
