using Mibsp.Web.Live;
using Mibsp.Web.Observing;
using Quartz;

namespace Mibsp.Web.Jobs;

/// <summary>Wakes the open pages of jobs when a job begins or ends on this node, and counts its runs.</summary>
internal sealed class JobTeller(LiveUpdates live, PortalMeters? meters = null) : IJobListener
{
    public string Name => nameof(JobTeller);

    public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default) => Tell();

    public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default) => Tell();

    public ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
    {
        meters?.JobRan(context.JobDetail.Key.Name, jobException is not null);
        return Tell();
    }

    private ValueTask Tell()
    {
        live.Announce(JobOverview.Topic);
        return ValueTask.CompletedTask;
    }
}
