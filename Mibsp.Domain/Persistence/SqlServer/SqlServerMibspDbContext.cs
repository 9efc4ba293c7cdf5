using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Mibsp.Domain.Persistence.SqlServer;

/// <summary>Owns the migrations for SqlServer.</summary>
public sealed class SqlServerMibspDbContext(DbContextOptions<SqlServerMibspDbContext> options) : MibspDbContext(options)
{
    /// <summary>Nothing that the portal's account may do: the server clears ghost rows by itself. See decision 0010.</summary>
    public override Task ScrubAsync(bool all, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>Lets <c>dotnet ef</c> build the context without starting the web host or reaching a server.</summary>
internal sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerMibspDbContext>
{
    public SqlServerMibspDbContext CreateDbContext(string[] args)
        => new(new DbContextOptionsBuilder<SqlServerMibspDbContext>().UseSqlServer("Server=design").Options);
}
