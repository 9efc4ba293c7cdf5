using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Mibsp.Domain.Demo;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Persistence;
using Mibsp.Web.Commands;
using Mibsp.Web.Live;
using Mibsp.Web.Options;
using Mibsp.Web.Security.Discretion;

namespace Mibsp.Web.Composition;

internal static class Database
{
    public static void AddMibspDatabase(this WebApplicationBuilder builder) => builder.Services.AddMibspPersistence(Connection(builder));

    /// <summary>Where the database is, by the settings.</summary>
    public static DatabaseConnection Connection(WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();

        // A wrong name is reported with all other faults at start; until then SQLite stands in.
        var provider = Enum.TryParse<DatabaseProvider>(options.Provider, out var known) ? known : DatabaseProvider.Sqlite;
        var connection = builder.Configuration.GetConnectionString("Mibsp")
            ?? (provider is DatabaseProvider.Sqlite ? $"Data Source={Storage.DatabaseFile(builder)}" : "");
        return new DatabaseConnection(provider, connection, options.MaxBatchSize);
    }

    /// <summary>Whether this process may make and change tables.</summary>
    public static bool MaySetUp(WebApplicationBuilder builder)
        => MaySetUp(builder.Configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions(), builder.Environment);

    /// <summary>
    /// Begins to ask, where this process may change tables, whether they are up to date: before there is anything else, because to load EF Core takes as long as to put the rest together.
    /// An operator's command asks for itself what it needs, and is told false.
    /// </summary>
    public static Task<bool> AskSchema(WebApplicationBuilder builder, string[] args)
        => MaySetUp(builder) && !OperatorCommands.IsMeant(args) ? Task.Run(() => Schema.IsCurrentAsync(Connection(builder), CancellationToken.None)) : Task.FromResult(false);

    /// <summary>
    /// Brings the schema up to date where this process may: SQLite has one owner. The server databases are migrated by
    /// infra/scripts/migrate.sh under an account that may, which the portal's own may not. All of it goes on beside the rest of the start.
    /// </summary>
    /// <returns>
    /// What has to be done before the portal listens, and the founding of the town, which goes on beside that: requests wait for it (<see cref="UseMibspFounding"/>).
    /// </returns>
    public static (Task Ready, Task Founding) BeginMibspDatabase(this WebApplication app, Task<bool> isCurrent)
    {
        // All faults of the settings in one message, before anything is touched.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        var prepared = Task.Run(() => app.PrepareAsync(isCurrent));
        var founding = Task.Run(async () =>
        {
            await prepared;
            await app.PlantAsync();
        });
        return (prepared, founding);
    }

    /// <summary>
    /// Until the town is founded only files are answered; whoever asks for more waits. In Development the front page does not: to plant the demo takes some seconds of the
    /// very first start, and it needs none of it.
    /// </summary>
    public static void UseMibspFounding(this WebApplication app, Task founding)
    {
        // A portal without its town is of no use: the process ends, and says why, instead of failing each request.
        founding.ContinueWith(_ => app.Lifetime.StopApplication(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        app.Use(async (context, next) =>
        {
            if (!founding.IsCompletedSuccessfully && !(app.Environment.IsDevelopment() && context.Request.Path == "/") && !Path.HasExtension(context.Request.Path))
            {
                await founding.WaitAsync(context.RequestAborted);
            }

            await next(context);
        });
    }

    private static async Task PrepareAsync(this WebApplication app, Task<bool> isCurrent)
    {
        // To migrate what is up to date compares the whole model once more.
        if (MaySetUp(app.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value, app.Environment) && !await isCurrent)
        {
            await using var db = await app.Services.GetRequiredService<IDbContextFactory<MibspDbContext>>().CreateDbContextAsync();
            await db.Database.MigrateAsync();
        }

        app.Services.GetService<SharedKeys>()?.Prepare();

        // Beside each other: both wait for EF Core to make ready what they ask.
        await Task.WhenAll(
            Task.Run(() => app.Services.GetRequiredService<KeyRingChecking>().CheckAsync(CancellationToken.None)),
            Task.Run(() => app.Services.GetRequiredService<PublicFigures>().RefreshAsync(CancellationToken.None)));
    }

    private static bool MaySetUp(DatabaseOptions options, IHostEnvironment environment)
        => options.MigrateAtStart ?? (options.Provider == nameof(DatabaseProvider.Sqlite) || environment.IsDevelopment());

    /// <summary>A town to look at in Development; everywhere else only what nothing works without.</summary>
    private static async Task PlantAsync(this WebApplication app)
    {
        var demo = app.Configuration.GetSection(DemoOptions.Section).Get<DemoOptions>() ?? new DemoOptions();
        if (app.Environment.IsDevelopment() && demo.Plant)
        {
            await app.Services.GetRequiredService<DemoPlanting>().PlantAsync(CancellationToken.None);
        }

        await app.Services.GetRequiredService<DirectoryFounding>().FoundAsync(CancellationToken.None);

        // The figures were first read before there was anything to count.
        await app.Services.GetRequiredService<PublicFigures>().RefreshAsync(CancellationToken.None);
    }
}
