using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Persistence.PostgreSql;
using Mibsp.Domain.Persistence.Sqlite;
using Mibsp.Domain.Persistence.SqlServer;

namespace Mibsp.Domain.Persistence;

public static class PersistenceRegistration
{
    /// <summary>Registers <see cref="IDbContextFactory{MibspDbContext}"/> over the configured database, and a scoped context for Identity's own stores.</summary>
    public static IServiceCollection AddMibspPersistence(this IServiceCollection services, DatabaseConnection connection)
    {
        // The batch size is a setting because servers that speak T-SQL without MERGE need 1.
        _ = connection.Provider switch
        {
            DatabaseProvider.Sqlite => services.AddContext<SqliteMibspDbContext>(o => o
                .UseSqlite(connection.ConnectionString).AddInterceptors(new SqliteSettings()).ReplaceService<IMigrationsSqlGenerator, SqliteTables>().ReplaceService<IDatabase, SqliteSaving>()),
            DatabaseProvider.SqlServer => services.AddContext<SqlServerMibspDbContext>(o => o
                .UseSqlServer(connection.ConnectionString, s => s.EnableRetryOnFailure().MaxBatchSize(connection.MaxBatchSize ?? 42))),
            DatabaseProvider.PostgreSql => services.AddContext<PostgreSqlMibspDbContext>(o => o
                .UseNpgsql(connection.ConnectionString, s => s.ExecutionStrategy(told => new PostgreSqlRetrying(told)).MaxBatchSize(connection.MaxBatchSize ?? 1000))
                .AddInterceptors(new PostgreSqlText())),
            _ => throw new ArgumentOutOfRangeException(nameof(connection)),
        };

        services.AddSingleton<IRecordBell>(connection.Provider is DatabaseProvider.PostgreSql ? new PostgreSqlBell(connection.ConnectionString) : new NoBell());
        services.AddSingleton<DatabaseSizing>();
        return services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<MibspDbContext>>().CreateDbContext());
    }

    private static IServiceCollection AddContext<TContext>(this IServiceCollection services, Action<DbContextOptionsBuilder> use)
        where TContext : MibspDbContext
        => services
            .AddPooledDbContextFactory<TContext>(use)
            .AddSingleton<IDbContextFactory<MibspDbContext>, Factory<TContext>>();

    private sealed class Factory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<MibspDbContext>
        where TContext : MibspDbContext
    {
        public MibspDbContext CreateDbContext() => inner.CreateDbContext();

        public async Task<MibspDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default)
            => await inner.CreateDbContextAsync(cancellationToken);
    }
}
