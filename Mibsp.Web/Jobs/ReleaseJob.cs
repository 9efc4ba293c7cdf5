using System.Globalization;
using Mibsp.Domain.Filing;
using Quartz;

namespace Mibsp.Web.Jobs;

/// <summary>Wakes the releasing of complaints that were held back for a random while. Holds no rule of its own.</summary>
[DisallowConcurrentExecution]
internal sealed class ReleaseJob(ComplaintReleasing releasing) : IJob
{
    public static readonly JobKey Key = new("release");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var released = await releasing.ReleaseDueAsync(cancellationToken);
        context.Result = JobRunReport.Succeeded(released.ToString(CultureInfo.InvariantCulture));
    }
}
