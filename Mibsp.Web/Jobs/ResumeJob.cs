using Quartz;

namespace Mibsp.Web.Jobs;

/// <summary>Ends a pause whose time is over: the name of the trigger is that of the paused job. Tried again until it succeeds.</summary>
[DisallowConcurrentExecution]
internal sealed class ResumeJob(JobKeeping keeping) : IJob
{
    public static readonly JobKey Key = new("end-of-pause");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        => await keeping.EndPauseAsync(context.Trigger.Key.Name, cancellationToken);
}
