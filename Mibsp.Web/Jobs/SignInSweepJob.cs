using System.Globalization;
using Mibsp.Domain.Nodes;
using Mibsp.Domain.Officers.SignIn;
using Quartz;

namespace Mibsp.Web.Jobs;

/// <summary>Wakes the removal of sessions that have ended, of sign-ins that nobody need look at any more, and of used tokens that are too old to be used again. Holds no rule of its own.</summary>
[DisallowConcurrentExecution]
internal sealed class SignInSweepJob(SessionKeeping sessions, SignInKeeping history, SpentTokenKeeping spent) : IJob
{
    public static readonly JobKey Key = new("sign-in-sweep");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var removed = await sessions.RemoveOldAsync(cancellationToken) + await history.RemoveOldAsync(cancellationToken);

        // Not counted: what is shown is about staff.
        await spent.RemoveOldAsync(cancellationToken);
        context.Result = JobRunReport.Succeeded(removed.ToString(CultureInfo.InvariantCulture));
    }
}
