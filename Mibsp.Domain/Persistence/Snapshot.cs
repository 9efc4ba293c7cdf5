using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Persistence.Sqlite;
using Mibsp.Domain.Persistence.SqlServer;

namespace Mibsp.Domain.Persistence;

/// <summary>Reads that belong together see the database as it was at one moment, however long they take, while others go on writing.</summary>
internal static class Snapshot
{
    public static Task<T> ReadAsync<T>(MibspDbContext db, Func<CancellationToken, Task<T>> read, CancellationToken ct) => db is SqliteMibspDbContext
        ? OfFileAsync(db, read, ct)
        : db.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(await LevelAsync(db, token), token);
            return await read(token);
        }, ct);

    // A transaction of the usual kind would keep others from writing at once; a deferred one that only reads never does.
    private static async Task<T> OfFileAsync<T>(MibspDbContext db, Func<CancellationToken, Task<T>> read, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
            await using var used = await db.Database.UseTransactionAsync(transaction, ct);
            return await read(ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    // Where SQL Server was not told that it may keep snapshots, what was read stays locked: right, but others wait.
    private static async Task<IsolationLevel> LevelAsync(MibspDbContext db, CancellationToken ct)
        => db is not SqlServerMibspDbContext ? IsolationLevel.RepeatableRead
            : await db.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS Value FROM sys.databases WHERE database_id = DB_ID() AND snapshot_isolation_state = 1").SingleAsync(ct) > 0
                ? IsolationLevel.Snapshot : IsolationLevel.Serializable;
}
