using System.Globalization;
using Mibsp.Domain.Casework;
using Quartz;

namespace Mibsp.Web.Jobs;

/// <summary>Wakes the closing of complaints whose citizen stayed silent. Holds no rule of its own.</summary>
[DisallowConcurrentExecution]
internal sealed class SilentClosingJob(ComplaintClosing closing) : IJob
{
    public static readonly JobKey Key = new("silent-closing");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var closed = await closing.CloseSilentAsync(cancellationToken);
        context.Result = JobRunReport.Succeeded(closed.ToString(CultureInfo.InvariantCulture));
    }
}
