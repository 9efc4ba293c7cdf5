using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Persistence.PostgreSql;
using Mibsp.Domain.Persistence.Sqlite;
using Mibsp.Domain.Persistence.SqlServer;

namespace Mibsp.Tests.Persistence;

/// <summary>Changing an entity and forgetting a migration shows here, for every database and without a server.</summary>
public sealed class MigrationTests
{
    public static TheoryData<DatabaseProvider> Providers => [.. Enum.GetValues<DatabaseProvider>()];

    [Theory, MemberData(nameof(Providers))]
    public void Migrations_match_the_model(DatabaseProvider provider)
    {
        using var db = Context(provider);

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public void Every_database_has_the_same_migrations()
    {
        var names = Enum.GetValues<DatabaseProvider>().Select(provider =>
        {
            using var db = Context(provider);
            return string.Join(", ", db.Database.GetMigrations().Select(id => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..]));
        });

        Assert.Single(names.Distinct());
    }

    [Theory, MemberData(nameof(Providers))]
    public void The_script_for_an_administrator_creates_the_audit_guard(DatabaseProvider provider)
    {
        using var db = Context(provider);

        var script = db.GetService<IMigrator>().GenerateScript();

        Assert.Contains("AuditEntriesAreFinal", script, StringComparison.Ordinal);
        Assert.Contains("AuditDetailsAreFinal", script, StringComparison.Ordinal);
        Assert.Contains("CREATE TABLE", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MigrationsSqlGenerationOptions.Default)]
    [InlineData(MigrationsSqlGenerationOptions.Idempotent)]
    public void For_SQL_Server_each_trigger_is_made_in_a_batch_of_its_own(MigrationsSqlGenerationOptions options)
    {
        using var db = Context(DatabaseProvider.SqlServer);

        var script = db.GetService<IMigrator>().GenerateScript(options: options);

        // T-SQL: CREATE TRIGGER must be the first statement of its batch, and a script makes one batch of a migration.
        var all = script.Split("CREATE TRIGGER").Length - 1;
        Assert.Equal((2, 2), (all, script.Split("EXEC(N'CREATE TRIGGER").Length - 1));
        Assert.Contains("[AuditEntries] INSTEAD OF UPDATE, DELETE", script, StringComparison.Ordinal);
        Assert.Contains("[AuditDetails] INSTEAD OF UPDATE", script, StringComparison.Ordinal);
    }

    private static MibspDbContext Context(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.Sqlite => new SqliteMibspDbContext(new DbContextOptionsBuilder<SqliteMibspDbContext>().UseSqlite("Data Source=none.db").Options),
        DatabaseProvider.SqlServer => new SqlServerMibspDbContext(new DbContextOptionsBuilder<SqlServerMibspDbContext>().UseSqlServer("Server=none").Options),
        _ => new PostgreSqlMibspDbContext(new DbContextOptionsBuilder<PostgreSqlMibspDbContext>().UseNpgsql("Host=none").Options),
    };
}
