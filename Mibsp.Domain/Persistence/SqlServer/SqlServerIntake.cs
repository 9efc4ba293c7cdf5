using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Persistence.Intake;

namespace Mibsp.Domain.Persistence.SqlServer;

/// <summary>Bulk copy in pieces. Foreign keys are checked for all rows at the end, so that rows may point at others of their table.</summary>
internal sealed class SqlServerIntake : DatabaseIntake
{
    private const int Piece = 5000;

    public override DbConnection Connect(string connectionString) => new SqlConnection(connectionString);

    public override MibspDbContext Context(DbConnection connection)
        => new SqlServerMibspDbContext(new DbContextOptionsBuilder<SqlServerMibspDbContext>().UseSqlServer(connection).Options);

    public override async Task WriteAsync(DbConnection connection, DbTransaction transaction, IntakeTable table, IEnumerable<object?[]> rows, CancellationToken ct)
    {
        using var copy = new SqlBulkCopy((SqlConnection)connection, SqlBulkCopyOptions.KeepIdentity | SqlBulkCopyOptions.KeepNulls, (SqlTransaction)transaction);
        (copy.DestinationTableName, copy.BulkCopyTimeout) = ($"[{table.Name}]", 0);
        foreach (var column in table.Columns)
        {
            copy.ColumnMappings.Add(column.Name, column.Name);
        }

        foreach (var piece in rows.Chunk(Piece))
        {
            using var data = new DataTable();
            foreach (var column in table.Columns)
            {
                data.Columns.Add(column.Name, column.Type == typeof(DateOnly) ? typeof(DateTime) : column.Type);
            }

            foreach (var row in piece)
            {
                data.Rows.Add([.. row.Select(value => value is DateOnly day ? day.ToDateTime(TimeOnly.MinValue) : value ?? DBNull.Value)]);
            }

            await copy.WriteToServerAsync(data, ct);
        }
    }

    public override IEnumerable<string> Afterwards(IntakeTable table)
        => [$"ALTER TABLE [{table.Name}] WITH CHECK CHECK CONSTRAINT ALL", .. table.Columns.Where(c => c.IsNumbered).Select(_ => $"DBCC CHECKIDENT ('{table.Name}') WITH NO_INFOMSGS")];
}
