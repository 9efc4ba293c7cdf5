using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Mibsp.Tests.Support.Databases;

/// <summary>Asks for the plan of every question about a table that EF puts to this SQLite database.</summary>
internal sealed class Plans : IDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private readonly string _connection;
    private readonly string _table;
    private readonly List<IDisposable> _subscriptions = [];

    public Plans(string connection, string table)
    {
        (_connection, _table) = (connection, table);
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public List<IReadOnlyList<string>> Found { get; } = [];

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            _subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData { Command: var command }
            && command.Connection!.ConnectionString == _connection && command.CommandText.Contains($"\"{_table}", StringComparison.Ordinal) && command.CommandText.StartsWith("SELECT", StringComparison.Ordinal))
        {
            Found.Add(PlanOf(command));
        }
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose() => _subscriptions.ForEach(s => s.Dispose());

    private List<string> PlanOf(DbCommand command)
    {
        using var connection = new SqliteConnection(_connection);
        connection.Open();
        using var explain = connection.CreateCommand();
        explain.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        foreach (SqliteParameter parameter in command.Parameters)
        {
            explain.Parameters.AddWithValue(parameter.ParameterName, parameter.Value);
        }

        var (lines, depths) = (new List<string>(), new Dictionary<long, int> { [0] = -1 });
        using var reader = explain.ExecuteReader();
        while (reader.Read())
        {
            var depth = depths[reader.GetInt64(0)] = depths[reader.GetInt64(1)] + 1;
            lines.Add(new string('.', depth) + reader.GetString(3));
        }

        return lines;
    }
}
