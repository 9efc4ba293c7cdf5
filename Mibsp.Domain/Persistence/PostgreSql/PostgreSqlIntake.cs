using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Persistence.Intake;
using Npgsql;

namespace Mibsp.Domain.Persistence.PostgreSql;

/// <summary>COPY in binary. Rows that point at others of their table are checked when all of them are in.</summary>
internal sealed class PostgreSqlIntake : DatabaseIntake
{
    /// <summary>For one table. The check of its foreign keys at the end is one long answer.</summary>
    private static readonly TimeSpan _longest = TimeSpan.FromHours(6);

    public override DbConnection Connect(string connectionString) => new NpgsqlConnection(connectionString);

    public override MibspDbContext Context(DbConnection connection)
        => new PostgreSqlMibspDbContext(new DbContextOptionsBuilder<PostgreSqlMibspDbContext>().UseNpgsql(connection).Options);

    public override async Task WriteAsync(DbConnection connection, DbTransaction transaction, IntakeTable table, IEnumerable<object?[]> rows, CancellationToken ct)
    {
        var names = string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""));
        var types = table.Columns.Select(c => c.StoreType.Split('(')[0]).ToArray();
        await using var copy = await ((NpgsqlConnection)connection).BeginBinaryImportAsync($"COPY \"{table.Name}\" ({names}) FROM STDIN (FORMAT BINARY)", ct);
        copy.Timeout = _longest;
        foreach (var row in rows)
        {
            await copy.StartRowAsync(ct);
            for (var i = 0; i < row.Length; i++)
            {
                await (row[i] switch
                {
                    null => copy.WriteNullAsync(ct),
                    string text => copy.WriteAsync(PostgreSqlText.Mended(text), types[i], ct),
                    var value => copy.WriteAsync(value, types[i], ct),
                });
            }
        }

        await copy.CompleteAsync(ct);
    }

    public override IEnumerable<string> Afterwards(IntakeTable table) => table.Columns.Where(c => c.IsNumbered).Select(c =>
        $"""SELECT setval(pg_get_serial_sequence('"{table.Name}"', '{c.Name}'), (SELECT MAX("{c.Name}") FROM "{table.Name}"))""");
}
