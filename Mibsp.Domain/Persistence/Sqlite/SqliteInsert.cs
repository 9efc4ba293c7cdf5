using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Mibsp.Domain.Persistence.Sqlite;

/// <summary>
/// Puts rows into one table by a statement that is prepared once and bound by place: by the name of each parameter it takes four times as long. Within the transaction
/// that is open on the connection. Throws <see cref="SqliteException"/> where a row is refused.
/// </summary>
internal sealed class SqliteInsert : IDisposable
{
    private const int GuidLength = 36;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int _columns;

    public SqliteInsert(SqliteConnection connection, string table, IReadOnlyList<string> columns)
    {
        (_database, _columns) = (connection.Handle!, columns.Count);
        var names = string.Join(", ", columns.Select(c => $"\"{c}\""));
        Check(raw.sqlite3_prepare_v2(_database, $"INSERT INTO \"{table}\" ({names}) VALUES ({string.Join(", ", columns.Select(_ => "?"))})", out _statement));
    }

    /// <summary>Whether values of the type can be bound.</summary>
    public static bool Takes(Type type)
        => (Nullable.GetUnderlyingType(type) ?? type) is var plain
            && (plain == typeof(string) || plain == typeof(byte[]) || plain == typeof(Guid) || plain == typeof(int) || plain == typeof(long) || plain == typeof(bool) || plain == typeof(DateOnly));

    /// <summary>One row; <paramref name="value"/> gives what belongs into a column, by its place among them.</summary>
    public void Add<T>(T row, Func<int, T, object?> value)
    {
        for (var i = 0; i < _columns; i++)
        {
            Check(Bind(i + 1, value(i, row)));
        }

        Check(raw.sqlite3_step(_statement));
        raw.sqlite3_reset(_statement);
    }

    public void Dispose() => _statement.Dispose();

    /// <summary>As the provider binds parameters, so that it reads them back.</summary>
    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, place),
        string text => raw.sqlite3_bind_text(_statement, place, text),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        Guid id => BindGuid(place, id),
        int whole => raw.sqlite3_bind_int64(_statement, place, whole),
        long whole => raw.sqlite3_bind_int64(_statement, place, whole),
        bool truth => raw.sqlite3_bind_int64(_statement, place, truth ? 1 : 0),
        DateOnly day => raw.sqlite3_bind_text(_statement, place, $"{day:yyyy-MM-dd}"),
        _ => throw new NotSupportedException($"{value.GetType().Name} is not bound yet."),
    };

    private int BindGuid(int place, Guid id)
    {
        Span<byte> text = stackalloc byte[GuidLength];
        id.TryFormat(text, out _);
        Ascii.ToUpperInPlace(text, out _);
        return raw.sqlite3_bind_text(_statement, place, text);
    }

    private void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
        {
            throw new SqliteException(raw.sqlite3_errmsg(_database).utf8_to_string(), code, raw.sqlite3_extended_errcode(_database));
        }
    }
}
