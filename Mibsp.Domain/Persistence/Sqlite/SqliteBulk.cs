using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Persistence.Bulk;
using SQLitePCL;

namespace Mibsp.Domain.Persistence.Sqlite;

/// <summary>
/// Statements prepared once and bound by place: by the name of each parameter it takes four times as long. What is written outlives a crash
/// of the program, but not a power cut: the disk is waited for at the end only.
/// </summary>
internal sealed class SqliteBulk : BulkLoading
{
    private const int GuidLength = 36;

    public override Task PrepareAsync(MibspDbContext db, CancellationToken ct)
        => db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys=OFF; PRAGMA synchronous=OFF; PRAGMA secure_delete=OFF; PRAGMA cache_size=-262144; PRAGMA wal_autocheckpoint=50000; PRAGMA temp_store=FILE;", ct);

    public override async Task FinishAsync(MibspDbContext db, CancellationToken ct)
        => await db.Database.ExecuteSqlRawAsync(
            "PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cache_size=-2000; PRAGMA wal_autocheckpoint=1000; PRAGMA temp_store=MEMORY; PRAGMA wal_checkpoint(TRUNCATE);", ct);

    public override Task WriteAsync(MibspDbContext db, RowShape shape, IEnumerable<BulkRow> rows, CancellationToken ct)
    {
        var handle = ((SqliteConnection)db.Database.GetDbConnection()).Handle!;
        var names = string.Join(", ", shape.Columns.Select(c => $"\"{c}\""));
        Check(raw.sqlite3_prepare_v2(handle, $"INSERT INTO \"{shape.Table}\" ({names}) VALUES ({string.Join(", ", shape.Columns.Select(_ => "?"))})", out var statement), handle);
        using (statement)
        {
            foreach (var row in rows)
            {
                for (var i = 0; i < shape.Columns.Count; i++)
                {
                    Check(Bind(statement, i + 1, shape.Value(i, row)), handle);
                }

                Check(raw.sqlite3_step(statement), handle);
                raw.sqlite3_reset(statement);
            }
        }

        return Task.CompletedTask;
    }

    protected override async Task<HashSet<string>> IndexesAsync(MibspDbContext db, CancellationToken ct)
        => [.. await db.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'index'").ToListAsync(ct)];

    /// <summary>As the provider binds parameters, so that it reads them back.</summary>
    private static int Bind(sqlite3_stmt statement, int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        string text => raw.sqlite3_bind_text(statement, place, text),
        byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
        Guid id => BindGuid(statement, place, id),
        int whole => raw.sqlite3_bind_int64(statement, place, whole),
        long whole => raw.sqlite3_bind_int64(statement, place, whole),
        bool truth => raw.sqlite3_bind_int64(statement, place, truth ? 1 : 0),
        DateOnly day => raw.sqlite3_bind_text(statement, place, $"{day:yyyy-MM-dd}"),
        _ => throw new NotSupportedException($"{value.GetType().Name} is not bound yet."),
    };

    private static int BindGuid(sqlite3_stmt statement, int place, Guid id)
    {
        Span<byte> text = stackalloc byte[GuidLength];
        id.TryFormat(text, out _);
        Ascii.ToUpperInPlace(text, out _);
        return raw.sqlite3_bind_text(statement, place, text);
    }

    private static void Check(int code, sqlite3 handle)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
        {
            throw new SqliteException(raw.sqlite3_errmsg(handle).utf8_to_string(), code);
        }
    }
}
