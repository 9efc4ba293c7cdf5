using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Mibsp.Domain.Persistence.PostgreSql;

/// <summary>Owns the migrations for PostgreSql.</summary>
public sealed class PostgreSqlMibspDbContext(DbContextOptions<PostgreSqlMibspDbContext> options) : MibspDbContext(options)
{
    /// <summary>
    /// A deleted row stays in its table's file until that is written anew. Done for the keys only: the table is small, and
    /// without them the rest says nothing. Does nothing, with a warning, where the account does not own the table.
    /// </summary>
    public override Task ScrubAsync(bool all, CancellationToken ct)
        => all ? Database.ExecuteSqlRawAsync("""VACUUM FULL "ComplaintKeys" """, ct) : Task.CompletedTask;

    internal override Task RingAsync(CancellationToken ct) => Database.ExecuteSqlRawAsync(PostgreSqlBell.Ring, ct);
}

/// <summary>Lets <c>dotnet ef</c> build the context without starting the web host or reaching a server.</summary>
internal sealed class PostgreSqlDesignTimeFactory : IDesignTimeDbContextFactory<PostgreSqlMibspDbContext>
{
    public PostgreSqlMibspDbContext CreateDbContext(string[] args)
        => new(new DbContextOptionsBuilder<PostgreSqlMibspDbContext>().UseNpgsql("Host=design").Options);
}
