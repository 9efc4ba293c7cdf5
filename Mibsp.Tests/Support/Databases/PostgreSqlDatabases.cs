using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Persistence.PostgreSql;
using Npgsql;

namespace Mibsp.Tests.Support.Databases;

/// <summary>PostgreSQL databases for tests: one is migrated for the whole run, the others are made after its pattern.</summary>
internal static class PostgreSqlDatabases
{
    public const string Variable = "MIBSP_TEST_POSTGRES";

    private static readonly Lazy<string> _template = new(Migrate, LazyThreadSafetyMode.ExecutionAndPublication);

    public static string? Server { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : null;

    public static (string ConnectionString, Action Drop) Create()
    {
        var name = NewName();
        Tell($"CREATE DATABASE {name} TEMPLATE {_template.Value}");
        var connectionString = To(name, pooling: true);
        return (connectionString, () =>
        {
            using (var connection = new NpgsqlConnection(connectionString))
            {
                NpgsqlConnection.ClearPool(connection);
            }

            Drop(name);
        });
    }

    /// <summary>A database without any table.</summary>
    public static (string ConnectionString, Action Drop) CreateEmpty()
    {
        var name = NewName();
        Tell($"CREATE DATABASE {name}");
        return (To(name, pooling: false), () => Drop(name));
    }

    // Without pooling, because a database to which anybody is connected cannot be a pattern.
    private static string Migrate()
    {
        var name = NewName();
        Tell($"CREATE DATABASE {name}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Drop(name);
        using var db = new PostgreSqlMibspDbContext(new DbContextOptionsBuilder<PostgreSqlMibspDbContext>().UseNpgsql(To(name, pooling: false)).Options);
        db.Database.Migrate();
        return name;
    }

    private static void Drop(string name) => Tell($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    private static string NewName() => $"mibsp_test_{Environment.ProcessId}_{Identifiers.Random():N}";

    private static string To(string database, bool pooling)
        => new NpgsqlConnectionStringBuilder(Server) { Database = database, Pooling = pooling, MaxPoolSize = 20 }.ConnectionString;

    private static void Tell(string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
