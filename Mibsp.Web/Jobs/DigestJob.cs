using System.Globalization;
using Mibsp.Domain.Notifying;
using Quartz;

namespace Mibsp.Web.Jobs;

/// <summary>Wakes the sending of e-mails, on the hour and where some are owed in between. Holds no rule of its own.</summary>
[DisallowConcurrentExecution]
internal sealed class DigestJob(DigestSending sending) : IJob
{
    public const string Hourly = "digest-hourly";
    public static readonly JobKey Key = new("digest");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var run = await sending.SendAsync(context.Trigger.Key.Name == Hourly, cancellationToken);
        var sent = run.Sent.ToString(CultureInfo.InvariantCulture);

        // Not thrown: it is tried again by itself, and the page of jobs shows it as failed until nobody is owed anything.
        context.Result = run.Owed == 0 ? JobRunReport.Succeeded(sent) : JobRunReport.Failed(sent);
    }
}
