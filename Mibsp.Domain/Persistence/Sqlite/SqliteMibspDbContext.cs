using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Mibsp.Domain.Persistence.Sqlite;

/// <summary>Owns the migrations for Sqlite.</summary>
public sealed class SqliteMibspDbContext(DbContextOptions<SqliteMibspDbContext> options) : MibspDbContext(options)
{
    // Here for tools and tests, so that whoever makes the tables makes them alike. The host says it itself: what it lends out is configured once.
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        base.OnConfiguring(optionsBuilder);
        if (optionsBuilder.Options.FindExtension<CoreOptionsExtension>()?.ReplacedServices is null or { Count: 0 })
        {
            optionsBuilder.ReplaceService<IMigrationsSqlGenerator, SqliteTables>();
        }
    }

    /// <summary>
    /// Deleted rows are overwritten in the file (secure_delete), but the log beside it keeps the pages as they were until it is
    /// emptied, and a page that was split keeps cells that have moved on until the file is written anew.
    /// </summary>
    public override async Task ScrubAsync(bool all, CancellationToken ct)
    {
        if (all)
        {
            // A copy of the whole database, which does not belong in memory. On one connection, or it would be another that is told.
            await Database.OpenConnectionAsync(ct);
            try
            {
                await Database.ExecuteSqlRawAsync("PRAGMA temp_store=FILE", ct);
                await Database.ExecuteSqlRawAsync("VACUUM", ct);
            }
            finally
            {
                // The connection goes back to be lent again, and is not told anew then.
                await Database.ExecuteSqlRawAsync("PRAGMA temp_store=MEMORY", CancellationToken.None);
                await Database.CloseConnectionAsync();
            }
        }

        await Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", ct);
    }
}

/// <summary>Lets <c>dotnet ef</c> build the context without starting the web host or reaching a server.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteMibspDbContext>
{
    public SqliteMibspDbContext CreateDbContext(string[] args)
        => new(new DbContextOptionsBuilder<SqliteMibspDbContext>().UseSqlite("Data Source=design.db").Options);
}
