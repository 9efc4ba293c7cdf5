using System.Globalization;
using Mibsp.Domain.Escalation;
using Quartz;

namespace Mibsp.Web.Jobs;

/// <summary>Wakes the ladder. Holds no rule of its own.</summary>
[DisallowConcurrentExecution]
internal sealed class EscalationJob(EscalationSweep sweep) : IJob
{
    public static readonly JobKey Key = new("escalation");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var changed = await sweep.RunAsync(cancellationToken);
        context.Result = JobRunReport.Succeeded(changed.ToString(CultureInfo.InvariantCulture));
    }
}
