using System.Data.Common;

namespace Mibsp.Domain.Persistence.Intake;

/// <summary>How a server's database takes whole tables: within a transaction, with the numbers that the rows have.</summary>
internal abstract class DatabaseIntake
{
    public static DatabaseIntake Of(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.PostgreSql => new PostgreSql.PostgreSqlIntake(),
        DatabaseProvider.SqlServer => new SqlServer.SqlServerIntake(),
        _ => throw new ArgumentOutOfRangeException(nameof(provider)),
    };

    public abstract DbConnection Connect(string connectionString);

    /// <summary>A context over a connection that somebody else opened, and closes. Does not try again by itself.</summary>
    public abstract MibspDbContext Context(DbConnection connection);

    public abstract Task WriteAsync(DbConnection connection, DbTransaction transaction, IntakeTable table, IEnumerable<object?[]> rows, CancellationToken ct);

    /// <summary>After all tables are filled: where the database's own numbering goes on, and whether all rows fit together.</summary>
    public abstract IEnumerable<string> Afterwards(IntakeTable table);
}
