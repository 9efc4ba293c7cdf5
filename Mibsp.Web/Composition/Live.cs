using Mibsp.Domain.Complaints;
using Mibsp.Web.Features.Staff.Queue;
using Mibsp.Web.Live;

namespace Mibsp.Web.Composition;

internal static class Live
{
    /// <summary>How open pages hear of changes, and read them together.</summary>
    public static IServiceCollection AddMibspLive(this IServiceCollection services) => services
        .AddSingleton<LiveUpdates>()
        .AddSingleton<IComplaintEvents>(provider => provider.GetRequiredService<LiveUpdates>())
        .AddSingleton<CasePresence>().AddSingleton<SharedReads>().AddSingleton<QueueReads>();
}
