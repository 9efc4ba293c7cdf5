using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Mibsp.Domain.Persistence;

namespace Mibsp.Web.Commands;

/// <summary>
/// <c>migrate</c>: brings the configured database up to date, gives the portal's account its rights, and ends. Called with the connection of an
/// account that may make tables, before the new version starts under one that may not. Can be called again.
/// </summary>
internal sealed class MigrateCommand(IDbContextFactory<MibspDbContext> contexts, DatabaseConnection database, IStartupValidator settings)
{
    private const int Refused = 1;
    private const int Misused = 2;

    public static bool IsMeant(string[] args) => args is ["migrate", ..];

    public async Task<int> RunAsync(string[] args, TextWriter output)
    {
        if (args.Length != 1)
        {
            await output.WriteLineAsync("Use: migrate");
            return Misused;
        }

        try
        {
            settings.Validate();
            await using var db = await contexts.CreateDbContextAsync();
            var pending = (await db.Database.GetPendingMigrationsAsync()).Count();
            await db.Database.MigrateAsync();
            var hasRole = await SchemaWork.CompleteAsync(db, database.Provider, CancellationToken.None);
            await output.WriteLineAsync(pending == 0 ? "The database was up to date." : $"The database was brought up to date by {pending} migrations.");
            await output.WriteLineAsync((database.Provider, hasRole) switch
            {
                (DatabaseProvider.Sqlite, _) => "An embedded database has no accounts: whoever can write the file can write anything. Keep it readable by the portal only.",
                (_, true) => $"Whoever is in the role {SchemaWork.Role} may work with it, but not change the record.",
                _ => $"There is no role {SchemaWork.Role}, so nobody was given rights: see infra/sql.",
            });
            return 0;
        }
        catch (Exception fault) when (fault is DbException or OptionsValidationException)
        {
            await output.WriteLineAsync($"The database was not brought up to date: {fault.Message}");
            return Refused;
        }
    }
}
