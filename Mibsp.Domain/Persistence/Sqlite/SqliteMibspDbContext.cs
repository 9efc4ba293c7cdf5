using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Mibsp.Domain.Persistence.Sqlite;

/// <summary>Owns the migrations for Sqlite.</summary>
public sealed class SqliteMibspDbContext(DbContextOptions<SqliteMibspDbContext> options) : MibspDbContext(options)
{
    private const string RewriteKeys = """
        CREATE TEMP TABLE "KeysMeanwhile" AS SELECT * FROM "ComplaintKeys";
        DELETE FROM "ComplaintKeys";
        INSERT INTO "ComplaintKeys" SELECT * FROM "KeysMeanwhile";
        DROP TABLE "KeysMeanwhile";
        """;

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
    /// emptied, and a page that was split keeps cells that have moved on until it is given up. So the pages of the keys are given up and written
    /// anew: without a key the rest says nothing, and to write all of it anew would keep everybody out for minutes.
    /// </summary>
    public override async Task ScrubAsync(bool all, CancellationToken ct)
    {
        if (all)
        {
            await using var transaction = await Database.BeginTransactionAsync(ct);
            await Database.ExecuteSqlRawAsync(RewriteKeys, ct);
            await transaction.CommitAsync(ct);
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
