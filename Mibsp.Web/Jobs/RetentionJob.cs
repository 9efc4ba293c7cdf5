using System.Globalization;
using Mibsp.Domain.Erasing;
using Quartz;

namespace Mibsp.Web.Jobs;

/// <summary>Wakes the erasing of closed complaints whose time is over. Holds no rule of its own.</summary>
[DisallowConcurrentExecution]
internal sealed class RetentionJob(ComplaintRetention retention) : IJob
{
    public static readonly JobKey Key = new("retention");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var erased = await retention.EraseDueAsync(cancellationToken);
        context.Result = JobRunReport.Succeeded(erased.ToString(CultureInfo.InvariantCulture));
    }
}
