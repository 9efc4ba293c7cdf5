using Mibsp.Web.Flood;

namespace Mibsp.Web.Composition;

internal static class FloodControl
{
    /// <summary>What keeps machines from writing faster than people. All of it lives in memory; only the keys that seal tokens outlive a restart.</summary>
    public static IServiceCollection AddMibspFlood(this IServiceCollection services) => services
        .AddSingleton<WorkSeal>().AddSingleton<SpentTokens>().AddSingleton<LoadMeter>().AddSingleton<FloodPressure>().AddSingleton<PlainBudget>()
        .AddSingleton<VisitorKeys>().AddSingleton<LookUpPacing>()
        .AddSingleton(provider => new FloodGate(
            provider.GetRequiredService<WorkSeal>(), provider.GetRequiredService<SpentTokens>(), provider.GetRequiredService<FloodPressure>(),
            provider.GetRequiredService<PlainBudget>(), provider.GetRequiredService<TimeProvider>()));
}
