using System.Globalization;
using Mibsp.Domain.Analytics;
using Quartz;

namespace Mibsp.Web.Jobs;

/// <summary>Wakes the recount of all figures: every night, and at a start where one is due. Holds no rule of its own.</summary>
[DisallowConcurrentExecution]
internal sealed class FigureRecountJob(FigureRecount recount) : IJob
{
    public static readonly JobKey Key = new("figure-recount");

    /// <summary>The trigger by which it looks only whether a recount is due.</summary>
    public static readonly TriggerKey AtStart = new("figure-recount-at-start");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var found = context.Trigger.Key.Equals(AtStart) ? await recount.RunDueAsync(null, cancellationToken) : await recount.RunAsync(null, cancellationToken);
        context.Result = JobRunReport.Succeeded(found?.Differing.ToString(CultureInfo.InvariantCulture) ?? "");
    }
}
