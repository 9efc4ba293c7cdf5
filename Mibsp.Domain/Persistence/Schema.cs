using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Mibsp.Domain.Persistence.PostgreSql;
using Mibsp.Domain.Persistence.Sqlite;
using Mibsp.Domain.Persistence.SqlServer;

namespace Mibsp.Domain.Persistence;

/// <summary>Of which version the tables are.</summary>
public static class Schema
{
    /// <summary>
    /// Whether all migrations are applied. Asked over a line of its own, so that it can be asked before anything else is there, and without EF Core's own question, which first
    /// makes a model of its history. False also where nothing can be read, or nothing is there yet: to migrate then says why.
    /// </summary>
    public static async Task<bool> IsCurrentAsync(DatabaseConnection database, CancellationToken ct)
    {
        await using var db = Open(database);
        try
        {
            await db.Database.OpenConnectionAsync(ct);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT \"MigrationId\" FROM \"{HistoryRepository.DefaultTableName}\"";
            await using var applied = await command.ExecuteReaderAsync(ct);
            var missing = db.Database.GetMigrations().ToHashSet();
            while (await applied.ReadAsync(ct))
            {
                missing.Remove(applied.GetString(0));
            }

            return missing.Count == 0;
        }
        catch (DbException)
        {
            return false;
        }
    }

    private static MibspDbContext Open(DatabaseConnection database) => database.Provider switch
    {
        DatabaseProvider.SqlServer => new SqlServerMibspDbContext(new DbContextOptionsBuilder<SqlServerMibspDbContext>().UseSqlServer(database.ConnectionString).Options),
        DatabaseProvider.PostgreSql => new PostgreSqlMibspDbContext(new DbContextOptionsBuilder<PostgreSqlMibspDbContext>().UseNpgsql(database.ConnectionString).Options),
        _ => new SqliteMibspDbContext(new DbContextOptionsBuilder<SqliteMibspDbContext>().UseSqlite(AsItIs(database.ConnectionString)).Options),
    };

    // A file is not made by asking for it, and not kept open.
    private static string AsItIs(string connection) => new SqliteConnectionStringBuilder(connection) { Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString;
}
