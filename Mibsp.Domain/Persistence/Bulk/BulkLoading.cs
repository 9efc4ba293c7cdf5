using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Storage;

namespace Mibsp.Domain.Persistence.Bulk;

/// <summary>
/// Puts very many rows into the database in the fastest way it has. Indexes may be left out meanwhile and are made anew from the model, so
/// that those missing after an interruption are there after the next time.
/// </summary>
internal abstract class BulkLoading
{
    public static BulkLoading Of(MibspDbContext db) => db switch
    {
        Sqlite.SqliteMibspDbContext => new Sqlite.SqliteBulk(),
        PostgreSql.PostgreSqlMibspDbContext => new PostgreSql.PostgreSqlBulk(),
        _ => new PlainBulk(),
    };

    /// <summary>On the open connection, before the first transaction.</summary>
    public virtual Task PrepareAsync(MibspDbContext db, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Within a transaction.</summary>
    public abstract Task WriteAsync(MibspDbContext db, RowShape shape, IEnumerable<BulkRow> rows, CancellationToken ct);

    /// <summary>After the last transaction.</summary>
    public virtual Task FinishAsync(MibspDbContext db, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Leaves out the indexes of the tables until <see cref="RestoreAsync"/>. Nobody else may write meanwhile.</summary>
    public async Task LeaveOutAsync(MibspDbContext db, IReadOnlyCollection<string> tables, CancellationToken ct)
    {
        var there = await IndexesAsync(db, ct);
        await RunAsync(db, IndexesOf(db, tables).Where(i => there.Contains(i.Name)).Select(i => new DropIndexOperation { Name = i.Name, Table = i.Table.Name }), ct);
    }

    /// <summary>Makes the indexes of the model that are missing.</summary>
    public async Task RestoreAsync(MibspDbContext db, IReadOnlyCollection<string> tables, CancellationToken ct)
    {
        var there = await IndexesAsync(db, ct);
        if (there.Count > 0)
        {
            await RunAsync(db, IndexesOf(db, tables).Where(i => !there.Contains(i.Name)).Select(CreateIndexOperation.CreateFrom), ct);
        }
    }

    /// <summary>The names of all indexes there are; none where they are never left out.</summary>
    protected virtual Task<HashSet<string>> IndexesAsync(MibspDbContext db, CancellationToken ct) => Task.FromResult<HashSet<string>>([]);

    private static IEnumerable<ITableIndex> IndexesOf(MibspDbContext db, IReadOnlyCollection<string> tables)
        => db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.Where(t => tables.Contains(t.Name)).SelectMany(t => t.Indexes);

    private static async Task RunAsync(MibspDbContext db, IEnumerable<MigrationOperation> operations, CancellationToken ct)
    {
        var model = db.GetService<IDesignTimeModel>().Model;
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        foreach (var command in db.GetService<IMigrationsSqlGenerator>().Generate([.. operations], model))
        {
            await command.ExecuteNonQueryAsync(db.GetService<IRelationalConnection>(), cancellationToken: ct);
        }
    }
}

/// <summary>One row at a time by a prepared statement: for databases that nobody seeds by the million.</summary>
internal sealed class PlainBulk : BulkLoading
{
    public override async Task WriteAsync(MibspDbContext db, RowShape shape, IEnumerable<BulkRow> rows, CancellationToken ct)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        var names = string.Join(", ", shape.Columns.Select(c => $"\"{c}\""));
        command.CommandText = $"INSERT INTO \"{shape.Table}\" ({names}) VALUES ({string.Join(", ", shape.Columns.Select((_, i) => $"@p{i}"))})";
        foreach (var row in rows)
        {
            command.Parameters.Clear();
            for (var i = 0; i < shape.Columns.Count; i++)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = ($"@p{i}", shape.Value(i, row) ?? DBNull.Value);
                command.Parameters.Add(parameter);
            }

            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
