using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Persistence.SqlServer;

namespace Mibsp.Tests.Support.Databases;

/// <summary>SQL Server databases for tests, each created and migrated by itself: slow, and seldom run.</summary>
internal static class SqlServerDatabases
{
    public const string Variable = "MIBSP_TEST_SQLSERVER";

    public static string? Server { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : null;

    public static (string ConnectionString, Action Drop) Create()
    {
        var connectionString = new SqlConnectionStringBuilder(Server) { InitialCatalog = $"mibsp_test_{Identifiers.Random():N}" }.ConnectionString;
        using var db = Context(connectionString);
        db.Database.Migrate();
        return (connectionString, () =>
        {
            using var again = Context(connectionString);
            again.Database.EnsureDeleted();
        });
    }

    private static SqlServerMibspDbContext Context(string connectionString)
        => new(new DbContextOptionsBuilder<SqlServerMibspDbContext>().UseSqlServer(connectionString).Options);
}
