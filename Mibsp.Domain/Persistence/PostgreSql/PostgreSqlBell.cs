using Npgsql;

namespace Mibsp.Domain.Persistence.PostgreSql;

/// <summary>NOTIFY carries no content, only that there is something; it is sent with the commit. Listening takes a connection of its own.</summary>
internal sealed class PostgreSqlBell(string connectionString) : IRecordBell
{
    internal const string Ring = "NOTIFY mibsp_record";
    internal const string ApplicationName = "mibsp bell";

    private const string Listen = "LISTEN mibsp_record";

    /// <summary>A line that is cut without a word is noticed after this many seconds.</summary>
    private const int KeepAliveSeconds = 15;

    public async Task ListenAsync(Action rung, CancellationToken ct)
    {
        var own = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false, KeepAlive = KeepAliveSeconds, ApplicationName = ApplicationName,
        };
        await using var connection = new NpgsqlConnection(own.ConnectionString);
        connection.Notification += (_, _) => rung();
        await connection.OpenAsync(ct);
        await using (var command = new NpgsqlCommand(Listen, connection))
        {
            await command.ExecuteNonQueryAsync(ct);
        }

        rung();
        while (true)
        {
            await connection.WaitAsync(ct);
        }
    }
}
