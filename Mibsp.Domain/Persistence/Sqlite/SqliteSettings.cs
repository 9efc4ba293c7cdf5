using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Mibsp.Domain.Persistence.Sqlite;

/// <summary>
/// What each connection to the embedded database is told: readers and one writer at once (WAL), a commit that has
/// returned survives a power cut (synchronous FULL), foreign keys, erased text is overwritten and not left in free
/// pages (secure_delete), no temporary files (temp_store), and patience while another process writes.
/// </summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    private const string Pragmas =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA busy_timeout=10000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
