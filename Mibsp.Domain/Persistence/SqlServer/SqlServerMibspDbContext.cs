using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Mibsp.Domain.Nodes;

namespace Mibsp.Domain.Persistence.SqlServer;

/// <summary>Owns the migrations for SqlServer.</summary>
public sealed class SqlServerMibspDbContext(DbContextOptions<SqlServerMibspDbContext> options) : MibspDbContext(options)
{
    /// <summary>Nothing that the portal's account may do: the server clears ghost rows by itself. See decision 0010.</summary>
    public override Task ScrubAsync(bool all, CancellationToken ct) => Task.CompletedTask;

    // The lock is on the place in the index where the row would stand: whoever comes second waits for the first and then finds it.
    internal override async Task<bool> AddOnceAsync(SpentToken token, CancellationToken ct)
        => await Database.ExecuteSqlAsync(
            $"""
            INSERT INTO SpentTokens (Id, [Use], SpentOn) SELECT {token.Id}, {token.Use}, {token.SpentOn}
            WHERE NOT EXISTS (SELECT 1 FROM SpentTokens WITH (UPDLOCK, HOLDLOCK) WHERE Id = {token.Id})
            """, ct) == 1;
}

/// <summary>Lets <c>dotnet ef</c> build the context without starting the web host or reaching a server.</summary>
internal sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerMibspDbContext>
{
    public SqlServerMibspDbContext CreateDbContext(string[] args)
        => new(new DbContextOptionsBuilder<SqlServerMibspDbContext>().UseSqlServer("Server=design").Options);
}
