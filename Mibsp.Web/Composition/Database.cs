using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Mibsp.Domain.Demo;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Persistence;
using Mibsp.Web.Options;

namespace Mibsp.Web.Composition;

internal static class Database
{
    public static void AddMibspDatabase(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();

        // A wrong name is reported with all other faults at start; until then SQLite stands in.
        var provider = Enum.TryParse<DatabaseProvider>(options.Provider, out var known) ? known : DatabaseProvider.Sqlite;
        var connection = builder.Configuration.GetConnectionString("Mibsp")
            ?? (provider is DatabaseProvider.Sqlite ? $"Data Source={Storage.DatabaseFile(builder)}" : "");
        builder.Services.AddMibspPersistence(new DatabaseConnection(provider, connection, options.MaxBatchSize));
    }

    /// <summary>
    /// Brings the schema up to date where this process may: SQLite has one owner. The server databases are migrated by
    /// infra/scripts/migrate.sh under an account that may, which the portal's own may not.
    /// </summary>
    public static async Task PrepareMibspDatabaseAsync(this WebApplication app)
    {
        // All faults of the settings in one message, before anything is touched.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        var options = app.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        var isSqlite = options.Provider == nameof(DatabaseProvider.Sqlite);
        if (options.MigrateAtStart ?? (isSqlite || app.Environment.IsDevelopment()))
        {
            var contexts = app.Services.GetRequiredService<IDbContextFactory<MibspDbContext>>();
            await using var db = await contexts.CreateDbContextAsync();
            await db.Database.MigrateAsync();
        }

        await app.PlantAsync();
    }

    /// <summary>A town to look at in Development; everywhere else only what nothing works without.</summary>
    private static async Task PlantAsync(this WebApplication app)
    {
        var demo = app.Configuration.GetSection(DemoOptions.Section).Get<DemoOptions>() ?? new DemoOptions();
        if (app.Environment.IsDevelopment() && demo.Plant)
        {
            await app.Services.GetRequiredService<DemoPlanting>().PlantAsync(CancellationToken.None);
        }

        await app.Services.GetRequiredService<DirectoryFounding>().FoundAsync(CancellationToken.None);
    }
}
