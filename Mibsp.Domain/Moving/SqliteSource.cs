using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Persistence.Sqlite;

namespace Mibsp.Domain.Moving;

/// <summary>The embedded database, held alone: nobody can write to it, or read from it, while it is moved away.</summary>
internal sealed class SqliteSource : IAsyncDisposable
{
    private const int Busy = 5;
    private const int CannotOpen = 14;

    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;

    private SqliteSource(SqliteConnection connection, SqliteTransaction transaction)
        => (_connection, _transaction, Line) = (connection, transaction, new OneLine(connection, transaction, line
            => new SqliteMibspDbContext(new DbContextOptionsBuilder<SqliteMibspDbContext>().UseSqlite(line).Options)));

    public OneLine Line { get; }

    /// <exception cref="MoveRefusedException">There is none, somebody has it open, or it is of an older version.</exception>
    public static async Task<SqliteSource> OpenAsync(string connectionString, CancellationToken ct)
    {
        var own = new SqliteConnectionStringBuilder(connectionString) { Pooling = false, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = 2 };
        var connection = new SqliteConnection(own.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);

            // Asked for before anything is read: in its log mode SQLite then waits until nobody else has the file open.
            await using (var alone = connection.CreateCommand())
            {
                alone.CommandText = "PRAGMA locking_mode=EXCLUSIVE";
                await alone.ExecuteNonQueryAsync(ct);
            }

            var source = new SqliteSource(connection, connection.BeginTransaction(deferred: false));
            await using var db = source.Line.CreateDbContext();
            return (await db.Database.GetPendingMigrationsAsync(ct)).Any()
                ? throw new MoveRefusedException("This database is of an older version of the portal. Start the portal once, stop it, and move then.")
                : source;
        }
        catch (Exception fault) when (fault is SqliteException or MoveRefusedException)
        {
            await connection.DisposeAsync();
            throw fault switch
            {
                SqliteException { SqliteErrorCode: Busy } => new MoveRefusedException("The portal has this database open. Stop the portal first: what came in meanwhile would be left behind."),
                SqliteException { SqliteErrorCode: CannotOpen } => new MoveRefusedException($"There is no database {own.DataSource}."),
                MoveRefusedException refused => refused,
                _ => new MoveRefusedException($"{own.DataSource} cannot be read: {fault.Message}"),
            };
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
