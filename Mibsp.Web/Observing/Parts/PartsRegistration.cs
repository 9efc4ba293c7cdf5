using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Mibsp.Web.Observing.Parts;

internal static class PartsRegistration
{
    /// <summary>Marks parts without which nothing can be taken: /health and /health/ready go by these. Why these: infra/decisions/0027.</summary>
    public const string Ready = "ready";

    private static readonly TimeSpan _often = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>The looks at each part, the one who makes them again and again, and where they stand.</summary>
    public static IServiceCollection AddMibspParts(this IServiceCollection services)
    {
        services.AddHealthChecks();
        services.Configure<HealthCheckPublisherOptions>(publisher => (publisher.Period, publisher.Timeout) = (_often, _often));

        // What is not well is said once, by the board, and not at each look.
        services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None));
        services.AddSingleton<PortalFacts>();
        services.AddSingleton<PartBoard>().AddSingleton<IHealthCheckPublisher>(provider => provider.GetRequiredService<PartBoard>());
        return services
            .AddPart<DatabaseCheck>(Part.Database, isNeeded: true)
            .AddPart<DiskCheck>(Part.Disk)
            .AddPart<KeysCheck>(Part.Keys, isNeeded: true)
            .AddPart<RecordCheck>(Part.Record)
            .AddPart<JobsCheck>(Part.Jobs)
            .AddPart<BackupCheck>(Part.Backup)
            .AddPart<ServersCheck>(Part.Servers)
            .AddPart<MailCheck>(Part.Mail)
            .AddPart<ScannerCheck>(Part.Scanner)
            .AddPart<DocumentsCheck>(Part.Documents);
    }

    // A look that fails says of a needed part that it is broken; of the others only that somebody should look.
    private static IServiceCollection AddPart<TCheck>(this IServiceCollection services, Part part, bool isNeeded = false)
        where TCheck : PartCheck
    {
        services.TryAddSingleton<TCheck>();
        return services.Configure<HealthCheckServiceOptions>(checks => checks.Registrations.Add(new HealthCheckRegistration(
            $"{part}", provider => provider.GetRequiredService<TCheck>(), isNeeded ? HealthStatus.Unhealthy : HealthStatus.Degraded, isNeeded ? [Ready] : [], _patience)));
    }
}
