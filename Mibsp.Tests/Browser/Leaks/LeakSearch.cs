using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Mibsp.Tests.Browser.Leaks;

/// <summary>Looks through everything a portal has left behind.</summary>
internal static partial class LeakSearch
{
    public static IEnumerable<string> ForMarks(string name, byte[] file)
    {
        var folded = Array.ConvertAll(file, one => one is >= (byte)'A' and <= (byte)'Z' ? (byte)(one + 32) : one);
        foreach (var mark in Marks.All)
        {
            foreach (var (how, bytes, isFolded) in Marks.Forms(mark))
            {
                if ((isFolded ? folded : file).AsSpan().IndexOf(bytes) >= 0)
                {
                    yield return $"{name}: '{mark}' as {how}";
                }
            }
        }
    }

    /// <summary>Moments of the citizen's time, in the raw bytes of a file: also where a row was, in pages that are free again.</summary>
    public static IEnumerable<string> ForMoments(string name, byte[] file, Stretch time)
        => time.Texts().DistinctBy(Convert.ToHexString).Where(text => file.AsSpan().IndexOf(text) >= 0)
            .Select(text => $"{name}: {System.Text.Encoding.ASCII.GetString(text)}")
            .Concat(time.BinaryIn(file).Select(found => $"{name}: {found}"));

    /// <summary>Every value of every table: no text with a time of day at all, and no number that is a moment of the citizen's time.</summary>
    public static async Task<List<string>> InTablesAsync(string database, Stretch time)
    {
        var found = new List<string>();
        await using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        foreach (var table in await ReadAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table'", row => row.GetString(0)))
        {
            foreach (var hits in await ReadAsync(connection, $"SELECT * FROM \"{table}\"", row => Enumerable.Range(0, row.FieldCount)
                .Where(i => TellsTime(row.GetValue(i), time)).Select(i => $"{table}.{row.GetName(i)}: {row.GetValue(i)}").ToList()))
            {
                found.AddRange(hits);
            }
        }

        return found;
    }

    /// <summary>Files and folders whose dates say when the citizen did something. What the kernel notes for itself is in decision 0009.</summary>
    public static IEnumerable<string> InDates(IEnumerable<string> folders, Stretch time)
        => from folder in folders
           from path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
           from date in new[] { File.GetLastWriteTimeUtc(path), File.GetLastAccessTimeUtc(path) }
           where date >= time.From && date <= time.To
           select $"{path} is dated {date:O}";

    public static IEnumerable<string> TimesIn(IEnumerable<string> lines) => lines.Where(line => TimeOfDay().IsMatch(line));

    private static bool TellsTime(object value, Stretch time) => value switch
    {
        string text => TimeOfDay().IsMatch(text),
        long number => time.Holds(number),
        double number => time.Holds(number),
        _ => false,
    };

    private static async Task<List<T>> ReadAsync<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables, from the database itself.
        command.CommandText = sql;
#pragma warning restore CA2100
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    [GeneratedRegex(@"(?<![\d:])([01]?\d|2[0-3]):[0-5]\d(?!\d)")]
    private static partial Regex TimeOfDay();
}
