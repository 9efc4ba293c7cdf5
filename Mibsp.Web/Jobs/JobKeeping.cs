using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Web.Live;
using Quartz;

namespace Mibsp.Web.Jobs;

/// <summary>
/// What administrators may do with a job: have it run now, pause it for some hours, let it go on. Each is entered in the record before it is
/// done. Only what is planned is paused: a run that somebody asks for goes ahead, and so does the one with which each pause ends.
/// </summary>
internal sealed class JobKeeping(ISchedulerFactory schedulers, JobActs acts, LiveUpdates live, TimeProvider clock)
{
    /// <summary>How often the end of a pause is tried again, should it fail.</summary>
    private static readonly TimeSpan _again = TimeSpan.FromMinutes(1);

    /// <summary>Runs it as soon as it can, on any node.</summary>
    public async Task<Outcome> RunAsync(string name, Actor actor, CancellationToken ct)
    {
        if (!MayKeep(actor) || JobPlan.Of(name) is not { } plan)
        {
            return Refusal.NotFound;
        }

        await acts.EnterAsync(AuditAct.JobRun, name, actor, null, ct);
        await (await plan.SchedulerAsync(schedulers, ct)).TriggerJob(plan.Key, new JobDataMap(), ct);
        live.Announce(JobOverview.Topic);
        return Outcome.Done;
    }

    /// <summary>Holds back what is planned, until <see cref="EndOfPause"/> at the latest. A pause cannot be lengthened.</summary>
    public async Task<Outcome> PauseAsync(string name, Actor actor, CancellationToken ct)
    {
        if (!MayKeep(actor) || JobPlan.Of(name) is not { } plan)
        {
            return Refusal.NotFound;
        }

        var scheduler = await plan.SchedulerAsync(schedulers, ct);
        var planned = JobPlan.Planned(await scheduler.GetTriggersOfJob(plan.Key, ct));
        foreach (var trigger in planned)
        {
            if (await scheduler.GetTriggerState(trigger.Key, ct) is TriggerState.Paused)
            {
                return Refusal.ChangedByOthers;
            }
        }

        var until = EndOfPause(plan);
        await acts.EnterAsync(AuditAct.JobPaused, name, actor, (int)plan.PausedAtMost.TotalHours, ct);

        // Its end before its beginning: whatever dies in between, no job is paused that nothing lets go on.
        await scheduler.ScheduleTrigger(
            TriggerBuilder.Create().WithIdentity(EndKey(name)).ForJob(ResumeJob.Key).StartAt(until)
                .WithSimpleSchedule(again => again.WithInterval(_again).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)).Build(),
            TriggerConflict.Replace, ct);
        foreach (var trigger in planned)
        {
            await scheduler.PauseTrigger(trigger.Key, ct);
        }

        live.Announce(JobOverview.Topic);
        return Outcome.Done;
    }

    /// <summary>Ends a pause, and runs the job at once: so it cannot be held back longer by one pause after the other.</summary>
    public async Task<Outcome> ResumeAsync(string name, Actor actor, CancellationToken ct)
    {
        if (!MayKeep(actor) || JobPlan.Of(name) is not { } plan)
        {
            return Refusal.NotFound;
        }

        await ResumeAsync(plan, actor, ct);
        return Outcome.Done;
    }

    /// <summary>The pause has lasted long enough.</summary>
    internal Task EndPauseAsync(string name, CancellationToken ct) => JobPlan.Of(name) is { } plan ? ResumeAsync(plan, null, ct) : Task.CompletedTask;

    /// <summary>
    /// When a pause that begins now ends. On the full hour, because the schedule lies in the database: the minute at which somebody paused a job
    /// would date the citizens' acts beside it in the record.
    /// </summary>
    public DateTimeOffset EndOfPause(JobPlan plan)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour)) + plan.PausedAtMost;
    }

    internal static TriggerKey EndKey(string name) => new(name, "end-of-pause");

    private async Task ResumeAsync(JobPlan plan, Actor? actor, CancellationToken ct)
    {
        await acts.EnterAsync(AuditAct.JobResumed, plan.Key.Name, actor, null, ct);
        var scheduler = await plan.SchedulerAsync(schedulers, ct);
        foreach (var trigger in JobPlan.Planned(await scheduler.GetTriggersOfJob(plan.Key, ct)))
        {
            await scheduler.ResumeTrigger(trigger.Key, ct);
        }

        await scheduler.TriggerJob(plan.Key, new JobDataMap(), ct);
        await scheduler.UnscheduleJob(EndKey(plan.Key.Name), ct);
        live.Announce(JobOverview.Topic);
    }

    private static bool MayKeep(Actor actor) => actor.Role is StaffRole.Administrator;
}
