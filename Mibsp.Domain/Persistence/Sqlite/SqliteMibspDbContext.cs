using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Mibsp.Domain.Persistence.Sqlite;

/// <summary>Owns the migrations for Sqlite.</summary>
public sealed class SqliteMibspDbContext(DbContextOptions<SqliteMibspDbContext> options) : MibspDbContext(options);

/// <summary>Lets <c>dotnet ef</c> build the context without starting the web host or reaching a server.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteMibspDbContext>
{
    public SqliteMibspDbContext CreateDbContext(string[] args)
        => new(new DbContextOptionsBuilder<SqliteMibspDbContext>().UseSqlite("Data Source=design.db")
            .ReplaceService<IMigrationsSqlGenerator, SqliteTables>().Options);
}
