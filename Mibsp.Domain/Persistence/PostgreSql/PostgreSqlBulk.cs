using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Persistence.Bulk;
using Npgsql;
using NpgsqlTypes;

namespace Mibsp.Domain.Persistence.PostgreSql;

/// <summary>COPY in binary.</summary>
internal sealed class PostgreSqlBulk : BulkLoading
{
    /// <summary>Makes known what there is, and that all of it may be seen: until then nothing is read off an index alone.</summary>
    public override async Task FinishAsync(MibspDbContext db, CancellationToken ct)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await db.Database.ExecuteSqlRawAsync("VACUUM (ANALYZE)", ct);
    }

    public override async Task WriteAsync(MibspDbContext db, RowShape shape, IEnumerable<BulkRow> rows, CancellationToken ct)
    {
        var names = string.Join(", ", shape.Columns.Select(c => $"\"{c}\""));
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var copy = await connection.BeginBinaryImportAsync($"COPY \"{shape.Table}\" ({names}) FROM STDIN (FORMAT BINARY)", ct);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(ct);
            for (var i = 0; i < shape.Columns.Count; i++)
            {
                await WriteAsync(copy, shape.Value(i, row), ct);
            }
        }

        await copy.CompleteAsync(ct);
    }

    protected override async Task<HashSet<string>> IndexesAsync(MibspDbContext db, CancellationToken ct)
        => [.. await db.Database.SqlQueryRaw<string>("SELECT indexname AS \"Value\" FROM pg_indexes WHERE schemaname = current_schema()").ToListAsync(ct)];

    private static Task WriteAsync(NpgsqlBinaryImporter copy, object? value, CancellationToken ct) => value switch
    {
        null => copy.WriteNullAsync(ct),
        string text => copy.WriteAsync(text, NpgsqlDbType.Text, ct),
        byte[] bytes => copy.WriteAsync(bytes, NpgsqlDbType.Bytea, ct),
        Guid id => copy.WriteAsync(id, NpgsqlDbType.Uuid, ct),
        int whole => copy.WriteAsync(whole, NpgsqlDbType.Integer, ct),
        long whole => copy.WriteAsync(whole, NpgsqlDbType.Bigint, ct),
        bool truth => copy.WriteAsync(truth, NpgsqlDbType.Boolean, ct),
        DateOnly day => copy.WriteAsync(day, NpgsqlDbType.Date, ct),
        _ => throw new NotSupportedException($"{value.GetType().Name} is not written yet."),
    };
}
