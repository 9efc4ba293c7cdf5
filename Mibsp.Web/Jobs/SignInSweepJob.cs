using System.Globalization;
using Mibsp.Domain.Officers.SignIn;
using Quartz;

namespace Mibsp.Web.Jobs;

/// <summary>Wakes the removal of sessions that have ended and of sign-ins that nobody need look at any more. Holds no rule of its own.</summary>
[DisallowConcurrentExecution]
internal sealed class SignInSweepJob(SessionKeeping sessions, SignInKeeping history) : IJob
{
    public static readonly JobKey Key = new("sign-in-sweep");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var removed = await sessions.RemoveOldAsync(cancellationToken) + await history.RemoveOldAsync(cancellationToken);
        context.Result = JobRunReport.Succeeded(removed.ToString(CultureInfo.InvariantCulture));
    }
}
