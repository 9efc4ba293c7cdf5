using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Mibsp.Domain.Persistence.PostgreSql;

/// <summary>Owns the migrations for PostgreSql.</summary>
public sealed class PostgreSqlMibspDbContext(DbContextOptions<PostgreSqlMibspDbContext> options) : MibspDbContext(options);

/// <summary>Lets <c>dotnet ef</c> build the context without starting the web host or reaching a server.</summary>
internal sealed class PostgreSqlDesignTimeFactory : IDesignTimeDbContextFactory<PostgreSqlMibspDbContext>
{
    public PostgreSqlMibspDbContext CreateDbContext(string[] args)
        => new(new DbContextOptionsBuilder<PostgreSqlMibspDbContext>().UseNpgsql("Host=design").Options);
}
