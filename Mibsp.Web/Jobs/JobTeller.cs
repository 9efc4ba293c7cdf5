using Mibsp.Web.Live;
using Quartz;

namespace Mibsp.Web.Jobs;

/// <summary>Wakes the open pages of jobs when a job begins or ends on this node.</summary>
internal sealed class JobTeller(LiveUpdates live) : IJobListener
{
    public string Name => nameof(JobTeller);

    public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default) => Tell();

    public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default) => Tell();

    public ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default) => Tell();

    private ValueTask Tell()
    {
        live.Announce(JobOverview.Topic);
        return ValueTask.CompletedTask;
    }
}
