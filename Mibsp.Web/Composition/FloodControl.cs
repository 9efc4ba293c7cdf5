using Microsoft.Extensions.Options;
using Mibsp.Domain.Nodes;
using Mibsp.Domain.Persistence;
using Mibsp.Web.Flood;
using Mibsp.Web.Live;
using Mibsp.Web.Options;

namespace Mibsp.Web.Composition;

internal static class FloodControl
{
    /// <summary>
    /// What keeps machines from writing faster than people. It lives in memory; the keys that seal tokens outlive a restart. Where several nodes
    /// may share a database, they share there which tokens were used, how many they are and how much is written (infra/decisions/0024).
    /// </summary>
    public static void AddMibspFlood(this WebApplicationBuilder builder)
    {
        var areSeveral = Database.Connection(builder).Provider is not DatabaseProvider.Sqlite;
        builder.Services.AddSingleton(provider => new SpentTokens(
            provider.GetRequiredService<TimeProvider>(), areSeveral ? provider.GetRequiredService<SpentTokenKeeping>() : null));
        builder.Services.AddGate();
        if (areSeveral)
        {
            builder.Services.AddHostedService<NodeBeat>();
        }
    }

    private static IServiceCollection AddGate(this IServiceCollection services) => services
        .AddSingleton<WorkSeal>().AddSingleton<TownNodes>().AddSingleton<LoadMeter>().AddSingleton<FloodPressure>().AddSingleton<PlainBudget>()
        .AddSingleton<VisitorKeys>()
        .AddSingleton(provider => new LookUpPacing(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<TownNodes>(), provider.GetRequiredService<IOptions<FloodOptions>>()))
        .AddSingleton(provider => new FloodGate(
            provider.GetRequiredService<WorkSeal>(), provider.GetRequiredService<SpentTokens>(), provider.GetRequiredService<FloodPressure>(),
            provider.GetRequiredService<PlainBudget>(), provider.GetRequiredService<TimeProvider>()));
}
