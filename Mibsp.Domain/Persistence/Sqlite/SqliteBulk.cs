using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Persistence.Bulk;

namespace Mibsp.Domain.Persistence.Sqlite;

/// <summary>
/// One prepared statement for each table (<see cref="SqliteInsert"/>). What is written outlives a crash of the program, but not a power cut: the disk is waited for at the end only.
/// </summary>
internal sealed class SqliteBulk : BulkLoading
{
    public override Task PrepareAsync(MibspDbContext db, CancellationToken ct)
        => db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys=OFF; PRAGMA synchronous=OFF; PRAGMA secure_delete=OFF; PRAGMA cache_size=-262144; PRAGMA wal_autocheckpoint=50000; PRAGMA temp_store=FILE;", ct);

    public override async Task FinishAsync(MibspDbContext db, CancellationToken ct)
        => await db.Database.ExecuteSqlRawAsync(
            "PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cache_size=-2000; PRAGMA wal_autocheckpoint=1000; PRAGMA temp_store=MEMORY; PRAGMA wal_checkpoint(TRUNCATE);", ct);

    public override Task WriteAsync(MibspDbContext db, RowShape shape, IEnumerable<BulkRow> rows, CancellationToken ct)
    {
        using var insert = new SqliteInsert((SqliteConnection)db.Database.GetDbConnection(), shape.Table, shape.Columns);
        foreach (var row in rows)
        {
            insert.Add(row, shape.Value);
        }

        return Task.CompletedTask;
    }

    protected override async Task<HashSet<string>> IndexesAsync(MibspDbContext db, CancellationToken ct)
        => [.. await db.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'index'").ToListAsync(ct)];
}
