using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Mibsp.Domain.Persistence.SqlServer;

/// <summary>Owns the migrations for SqlServer.</summary>
public sealed class SqlServerMibspDbContext(DbContextOptions<SqlServerMibspDbContext> options) : MibspDbContext(options);

/// <summary>Lets <c>dotnet ef</c> build the context without starting the web host or reaching a server.</summary>
internal sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerMibspDbContext>
{
    public SqlServerMibspDbContext CreateDbContext(string[] args)
        => new(new DbContextOptionsBuilder<SqlServerMibspDbContext>().UseSqlServer("Server=design").Options);
}
