using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Persistence.PostgreSql;
using Mibsp.Domain.Persistence.Sqlite;

namespace Mibsp.Domain.Persistence;

/// <summary>What kind of database there is, and how large: up to so many megabytes, in tens, because each page more would tell that somebody wrote.</summary>
public sealed record DatabaseSize(DatabaseProvider Provider, long Megabytes);

/// <summary>Asks the database how much room it takes, for whoever looks after the portal.</summary>
public sealed class DatabaseSizing(IDbContextFactory<MibspDbContext> contexts)
{
    private const long Step = 10;
    private const long Megabyte = 1024 * 1024;

    public async Task<DatabaseSize> ReadAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var (provider, sql) = db switch
        {
            SqliteMibspDbContext => (DatabaseProvider.Sqlite, "SELECT page_count * page_size AS \"Value\" FROM pragma_page_count(), pragma_page_size()"),
            PostgreSqlMibspDbContext => (DatabaseProvider.PostgreSql, "SELECT pg_database_size(current_database()) AS \"Value\""),
            _ => (DatabaseProvider.SqlServer, "SELECT SUM(CAST(size AS bigint)) * 8192 AS Value FROM sys.database_files"),
        };
        var bytes = (await db.Database.SqlQueryRaw<long>(sql).ToListAsync(ct)).Single();
        return new DatabaseSize(provider, ((bytes / Megabyte / Step) + 1) * Step);
    }
}
