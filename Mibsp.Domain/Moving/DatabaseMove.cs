using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Persistence.Intake;

namespace Mibsp.Domain.Moving;

/// <summary>What was moved: the rows of each table, how long the record is, and the hash it ends with on both sides.</summary>
public sealed record MoveReport(IReadOnlyList<MovedTable> Tables, long Entries, string LastHash);

/// <summary>How many rows of a table were moved.</summary>
public sealed record MovedTable(string Name, long Rows);

/// <summary>
/// Moves all that an embedded database holds to an empty database on a server, in one transaction: all of it arrives and is verified by the
/// count of every table and by the record's last hash, or nothing does. Needs an account that may make tables. The portal must not run.
/// </summary>
public sealed class DatabaseMove(DatabaseConnection from, DatabaseConnection to)
{
    /// <exception cref="MoveRefusedException">The message says what to mend.</exception>
    public async Task<MoveReport> RunAsync(IProgress<MovedTable>? progress, CancellationToken ct)
    {
        if (from.Provider is not DatabaseProvider.Sqlite || to.Provider is DatabaseProvider.Sqlite)
        {
            throw new MoveRefusedException("Data are moved from the embedded database (Sqlite) to a server's: PostgreSql or SqlServer.");
        }

        await using var source = await SqliteSource.OpenAsync(from.ConnectionString, ct);
        var (before, lastHash) = await source.Line.VerifyAsync(ct);
        if (before.FirstBad is { } bad)
        {
            throw new MoveRefusedException($"The record of this database does not hold: entry {bad} is the first that does not fit. Restore it from a backup first.");
        }

        var intake = DatabaseIntake.Of(to.Provider);
        await PrepareAsync(intake, ct);
        await using var connection = await OpenAsync(intake, ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.Serializable, ct);
        var target = new OneLine(connection, transaction, intake.Context);
        var tables = await CopyAsync(intake, source.Line, target, progress, ct);
        await CompareAsync(source.Line, target, tables, lastHash, ct);
        await transaction.CommitAsync(ct);
        return new MoveReport(tables, before.Entries, lastHash);
    }

    /// <summary>Makes the tables, where the database is empty or holds our empty ones.</summary>
    private async Task PrepareAsync(DatabaseIntake intake, CancellationToken ct)
    {
        await using var connection = await OpenAsync(intake, ct);
        await using var db = intake.Context(connection);
        var isKnown = (await db.Database.GetAppliedMigrationsAsync(ct)).Any();
        if (isKnown && (await db.Database.GetPendingMigrationsAsync(ct)).Any())
        {
            throw new MoveRefusedException("The target holds tables of an older version of the portal. Name an empty database.");
        }

        await db.Database.MigrateAsync(ct);
    }

    private async Task<DbConnection> OpenAsync(DatabaseIntake intake, CancellationToken ct)
    {
        var connection = intake.Connect(to.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch (DbException refused)
        {
            await connection.DisposeAsync();
            throw new MoveRefusedException($"The target cannot be reached: {refused.Message}");
        }
    }

    private static async Task<List<MovedTable>> CopyAsync(
        DatabaseIntake intake, OneLine source, OneLine target, IProgress<MovedTable>? progress, CancellationToken ct)
    {
        await using var db = target.CreateDbContext();
        var tables = IntakeTable.All(db);
        foreach (var table in tables)
        {
            var rows = await target.CountAsync(table.Name, ct);
            if (rows > (table.IsHead ? 1 : 0) || (table.IsHead && await db.AuditHeads.AnyAsync(h => h.Sequence > 0, ct)))
            {
                throw new MoveRefusedException($"The target is not empty: {table.Name} has {rows} rows. Name an empty database.");
            }
        }

        var moved = new List<MovedTable>();
        foreach (var table in tables)
        {
            if (table.IsHead)
            {
                // The migrations put one row into the record's head.
                await target.TellAsync($"DELETE FROM \"{table.Name}\"", ct);
            }

            await using var select = source.Command($"SELECT {string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))} FROM \"{table.Name}\"");
            await using var reader = await select.ExecuteReaderAsync(ct);
            await intake.WriteAsync(target.Connection, target.Transaction, table, table.Rows(reader), ct);
            moved.Add(new MovedTable(table.Name, await source.CountAsync(table.Name, ct)));
            progress?.Report(moved[^1]);
        }

        foreach (var sql in tables.SelectMany(intake.Afterwards))
        {
            await target.TellAsync(sql, ct);
        }

        return moved;
    }

    private static async Task CompareAsync(OneLine source, OneLine target, List<MovedTable> tables, string lastHash, CancellationToken ct)
    {
        foreach (var table in tables)
        {
            var arrived = await target.CountAsync(table.Name, ct);
            if (arrived != table.Rows)
            {
                throw new MoveRefusedException($"Of the {table.Rows} rows of {table.Name} {arrived} arrived. Nothing was kept; move again.");
            }
        }

        var (verdict, arrivedHash) = await target.VerifyAsync(ct);
        if (!verdict.Holds || arrivedHash != lastHash)
        {
            throw new MoveRefusedException($"The record did not arrive as it was (entry {verdict.FirstBad ?? verdict.Entries}). Nothing was kept; move again.");
        }
    }
}
