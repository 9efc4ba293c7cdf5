using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Mibsp.Domain.Persistence.Sqlite;

/// <summary>
/// What every connection is told when it is new. Connections are lent and taken back many times, and each keeps what it was told: to
/// tell them again at each read made every one of them wait for the others.
/// </summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    private const string Pragmas =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA busy_timeout=10000;";

    // By SQLite's own handle, which is the same as long as the connection lives.
    private readonly ConditionalWeakTable<object, object> _told = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        var handle = ((SqliteConnection)connection).Handle!;
        if (_told.TryGetValue(handle, out _))
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        _told.AddOrUpdate(handle, handle);
    }

    // SQLite has no other way than the synchronous one.
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
