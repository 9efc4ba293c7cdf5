using System.Globalization;
using Mibsp.Domain.Evidence;
using Quartz;

namespace Mibsp.Web.Jobs;

/// <summary>Removes files that were added to a form which was never sent. Holds no rule of its own.</summary>
[DisallowConcurrentExecution]
internal sealed class StagedEvidenceSweepJob(EvidenceStore store) : IJob
{
    public static readonly JobKey Key = new("staged-evidence-sweep");

    /// <summary>Longer than any form can be gone on with (Storage:DraftHours is at most 48).</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(2);

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var swept = store.SweepStaged(KeptFor);
        context.Result = JobRunReport.Succeeded(swept.ToString(CultureInfo.InvariantCulture));
        return ValueTask.CompletedTask;
    }
}
