using Quartz;
using Quartz.Extensibility;

namespace Mibsp.Web.Jobs;

/// <summary>What is wrong with a job.</summary>
public enum JobTrouble
{
    /// <summary>By its own schedule it should have run, and it has not.</summary>
    Overdue,

    /// <summary>It failed several times in a row.</summary>
    Failing,

    /// <summary>Its pause should have ended.</summary>
    PausedTooLong,
}

/// <summary>A job as the administrator's page shows it. No result: this process has not run it since it started.</summary>
public sealed record JobRow(string Name, DateTime? LastRunUtc, DateTime? NextRunUtc, JobRunResult? Result, int? Did, int Runs, int Failures)
{
    public bool IsShared { get; init; }

    public bool IsRunning { get; init; }

    public bool IsPaused { get; init; }

    public DateTime? PausedUntilUtc { get; init; }

    /// <summary>How long the last run took, as an order of magnitude: the exact time would tell how much there was to do.</summary>
    public JobLength? Took { get; init; }

    public JobTrouble? Trouble { get; init; }
}

/// <summary>How long a run took.</summary>
public enum JobLength
{
    UnderSeconds,
    UnderMinute,
    UnderHour,
    Longer,
}

/// <summary>
/// Reads both schedules and what came of them. When a shared job last ran stands in the schedule, whichever node it was; what came of
/// it is kept in the memory of that node only, as are the runs of this node's own jobs: in the database, their times would be citizens'.
/// </summary>
internal sealed class JobOverview(ISchedulerFactory schedulers, IExecutionHistoryStore history, TimeProvider clock)
{
    /// <summary>A job began or ended on this node, or somebody handled one.</summary>
    public const string Topic = "jobs";

    /// <summary>How often in a row a job must have failed to be in trouble.</summary>
    public const int FailuresInARow = 3;

    /// <summary>How late a job may be. More than a start of the portal takes, with all that was missed before it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    public async Task<IReadOnlyList<JobRow>> ReadAsync(CancellationToken ct)
    {
        var rows = new List<JobRow>();
        foreach (var plan in JobPlan.All)
        {
            rows.Add(await ReadAsync(plan, await plan.SchedulerAsync(schedulers, ct), ct));
        }

        return rows;
    }

    private async Task<JobRow> ReadAsync(JobPlan plan, IScheduler scheduler, CancellationToken ct)
    {
        var all = await scheduler.GetTriggersOfJob(plan.Key, ct);
        var planned = JobPlan.Planned(all);
        var states = new List<TriggerState>();
        foreach (var trigger in all)
        {
            states.Add(await scheduler.GetTriggerState(trigger.Key, ct));
        }

        var status = await history.GetJobRunStatus(scheduler.SchedulerName, plan.Key, ct);
        var end = await scheduler.GetTrigger(JobKeeping.EndKey(plan.Key.Name), ct);
        var isPaused = states.Contains(TriggerState.Paused);
        var row = new JobRow(
            plan.Key.Name, all.Select(t => t.PreviousFireTimeUtc).Append(status?.LastFiredAtUtc).Max()?.UtcDateTime,
            isPaused ? null : planned.Min(t => t.NextFireTimeUtc)?.UtcDateTime, status?.LastResult,
            plan.TellsCount && int.TryParse(status?.LastSummary, out var did) ? did : null, (int)(status?.RunCount ?? 0), (int)(status?.FailureCount ?? 0))
        {
            IsShared = plan.IsShared,
            IsPaused = isPaused,
            PausedUntilUtc = isPaused ? end?.StartTimeUtc.UtcDateTime : null,
            IsRunning = (await scheduler.QueryFireInstances(new FireInstanceQuery { Job = plan.Key, State = FireInstanceState.Executing }, ct)).Items.Count > 0,
            Took = status is null ? null : Length(status.LastDuration),
        };
        return row with { Trouble = TroubleOf(row, planned, states, status?.ConsecutiveFailures ?? 0) };
    }

    private JobTrouble? TroubleOf(JobRow row, IReadOnlyList<ITrigger> planned, List<TriggerState> states, int failed)
    {
        var late = clock.GetUtcNow() - Grace;
        return row switch
        {
            { IsPaused: true } => row.PausedUntilUtc is { } until && until > late.UtcDateTime ? null : JobTrouble.PausedTooLong,
            _ when planned.Count == 0 || states.Contains(TriggerState.Error) || planned.Any(t => t.NextFireTimeUtc is not { } next || next < late) => JobTrouble.Overdue,
            _ => failed >= FailuresInARow ? JobTrouble.Failing : null,
        };
    }

    private static JobLength Length(TimeSpan took) => took.TotalSeconds switch
    {
        < 5 => JobLength.UnderSeconds,
        < 60 => JobLength.UnderMinute,
        < 3600 => JobLength.UnderHour,
        _ => JobLength.Longer,
    };
}
