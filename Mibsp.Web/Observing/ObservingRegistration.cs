using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Persistence.PostgreSql;
using Mibsp.Domain.Persistence.Sqlite;
using Mibsp.Domain.Persistence.SqlServer;
using Mibsp.Web.Observing.Parts;

namespace Mibsp.Web.Observing;

internal static class ObservingRegistration
{
    /// <summary>What the portal counts about itself, and the port where the operator may ask for it.</summary>
    public static IServiceCollection AddMibspObserving(this IServiceCollection services) => services
        .AddSingleton<DelayedCounts>()
        .AddSingleton<PortalMeters>()
        .AddSingleton<MetricsLooking>()
        .AddScoped<CircuitHandler, CircuitCounting>()
        .AddSingleton<DatabaseWatch>()
        .ConfigureDbContext<SqliteMibspDbContext>((provider, db) => db.AddInterceptors(provider.GetRequiredService<DatabaseWatch>()))
        .ConfigureDbContext<PostgreSqlMibspDbContext>((provider, db) => db.AddInterceptors(provider.GetRequiredService<DatabaseWatch>()))
        .ConfigureDbContext<SqlServerMibspDbContext>((provider, db) => db.AddInterceptors(provider.GetRequiredService<DatabaseWatch>()))
        .AddMibspParts()
        .AddHostedService<MetricsPort>();
}
