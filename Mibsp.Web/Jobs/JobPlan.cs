using Quartz;

namespace Mibsp.Web.Jobs;

/// <summary>
/// A job as administrators may handle it. No job can be stopped for good: a pause ends by itself after <see cref="PausedAtMost"/>, and what
/// fell due meanwhile is done then. Why: infra/decisions/0022.
/// </summary>
internal sealed record JobPlan(JobKey Key, TimeSpan PausedAtMost)
{
    /// <summary>In the town's schedule. The others run on each node for itself.</summary>
    public bool IsShared { get; init; } = true;

    /// <summary>Its number may be shown. That of a job about complaints would count those that are kept from the reader, too.</summary>
    public bool TellsCount { get; init; }

    /// <summary>All jobs there are. One line for each.</summary>
    public static readonly IReadOnlyList<JobPlan> All =
    [
        new(ReleaseJob.Key, TimeSpan.FromHours(2)) { IsShared = false },
        new(EscalationJob.Key, TimeSpan.FromHours(4)),
        new(SilentClosingJob.Key, TimeSpan.FromHours(4)),
        new(DigestJob.Key, TimeSpan.FromHours(24)),
        new(RetentionJob.Key, TimeSpan.FromHours(24)),
        new(FigureRecountJob.Key, TimeSpan.FromHours(24)) { TellsCount = true },
        new(SignInSweepJob.Key, TimeSpan.FromHours(24)) { TellsCount = true },
        new(StagedEvidenceSweepJob.Key, TimeSpan.FromHours(24)) { IsShared = false },
    ];

    public static JobPlan? Of(string name) => All.SingleOrDefault(plan => plan.Key.Name == name);

    public async Task<IScheduler> SchedulerAsync(ISchedulerFactory schedulers, CancellationToken ct)
        => IsShared ? await schedulers.GetScheduler(ct) : await schedulers.GetRequiredScheduler(Composition.Jobs.NodeSchedule, ct);

    /// <summary>What makes it run again and again, and not what makes it run once: at a start, or because somebody asked.</summary>
    public static IReadOnlyList<ITrigger> Planned(IEnumerable<ITrigger> triggers)
        => [.. triggers.Where(trigger => trigger is ICronTrigger or ISimpleTrigger { RepeatCount: not 0 })];
}
