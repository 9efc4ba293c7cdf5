using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Mibsp.Domain.Complaints;

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

    /// <summary>
    /// To have no officer is no value to PostgreSQL: it does not see that what an index has under it lies in order, and would rather walk through all
    /// complaints of all departments than put in order what has none.
    /// </summary>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        const string IsUnassigned = "\"OfficerId\" IS NULL";
        builder.Entity<Complaint>().HasIndex([nameof(Complaint.DepartmentId), nameof(Complaint.CaseNumber)], "IX_Complaints_Unassigned_CaseNumber").HasFilter(IsUnassigned);
        builder.Entity<Complaint>().HasIndex([nameof(Complaint.DepartmentId), nameof(Complaint.DeadlineOn), nameof(Complaint.CaseNumber)], "IX_Complaints_Unassigned_DeadlineOn").HasFilter(IsUnassigned);

        // The other databases have the table's key in each of its indexes.
        NpgsqlIndexBuilderExtensions.IncludeProperties(builder.Entity<Recusal>().HasIndex(r => r.UserId), r => r.ComplaintId);
    }

    internal override Task RingAsync(CancellationToken ct) => Database.ExecuteSqlRawAsync(PostgreSqlBell.Ring, ct);
}

/// <summary>Lets <c>dotnet ef</c> build the context without starting the web host or reaching a server.</summary>
internal sealed class PostgreSqlDesignTimeFactory : IDesignTimeDbContextFactory<PostgreSqlMibspDbContext>
{
    public PostgreSqlMibspDbContext CreateDbContext(string[] args)
        => new(new DbContextOptionsBuilder<PostgreSqlMibspDbContext>().UseNpgsql("Host=design").Options);
}
