using System.Text;
using Mibsp.Domain.Persistence;
using Npgsql;

namespace Mibsp.Tests.Support.Secrets;

/// <summary>Everything that somebody carries away who takes the database and the upload folder, but not the keys.</summary>
public static class StoredBytes
{
    /// <summary>Name and content of each file, and for a server of each table.</summary>
    public static async Task<Dictionary<string, byte[]>> TakeAsync(TestPortal portal)
    {
        var keys = Path.Combine(portal.Folder, "keys") + Path.DirectorySeparatorChar;
        var taken = Directory.EnumerateFiles(portal.Folder, "*", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(keys, StringComparison.Ordinal) && !file.EndsWith("tracking.key", StringComparison.Ordinal)
                && !file.EndsWith(".lock", StringComparison.Ordinal))
            .ToDictionary(file => Path.GetRelativePath(portal.Folder, file), Read);
        if (portal.Provider is DatabaseProvider.PostgreSql)
        {
            await DumpAsync(portal, taken);
        }

        return taken;
    }

    /// <summary>Where the word stands, written in whichever of the usual ways.</summary>
    public static IEnumerable<string> Where(Dictionary<string, byte[]> taken, string word)
    {
        var utf8 = Encoding.UTF8.GetBytes(word);
        var ways = new Dictionary<string, byte[]>
        {
            ["UTF-8"] = utf8,
            ["UTF-16"] = Encoding.Unicode.GetBytes(word),
            ["UTF-16BE"] = Encoding.BigEndianUnicode.GetBytes(word),
            ["hex"] = Encoding.ASCII.GetBytes(Convert.ToHexString(utf8)),
            ["lower hex"] = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(utf8)),
            ["escaped"] = Encoding.ASCII.GetBytes(string.Concat(word.Select(letter => $"\\u{(int)letter:x4}"))),
        };
        for (var shift = 0; shift < 3; shift++)
        {
            // Whole groups only: the first and last signs hang on what stands before and after.
            var whole = Convert.ToBase64String([.. new byte[shift], .. utf8]);
            ways[$"base64 {shift}"] = Encoding.ASCII.GetBytes(whole[(shift == 0 ? 0 : 4)..^4]);
        }

        return from file in taken
               from way in ways
               where Holds(file.Value, way.Value)
               select $"{word} in {file.Key} as {way.Key}";
    }

    public static bool Holds(byte[] content, ReadOnlySpan<byte> what) => content.AsSpan().IndexOf(what) >= 0;

    // SQLite keeps its files open.
    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static async Task DumpAsync(TestPortal portal, Dictionary<string, byte[]> taken)
    {
        await using var connection = new NpgsqlConnection(portal.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var table in await ReadAsync(connection, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        {
            // Bytes come out as hex, texts as they are.
            var rows = await ReadAsync(connection, $"SELECT t::text FROM \"{table}\" t");
            taken[table] = Encoding.UTF8.GetBytes(string.Join('\n', rows));
        }
    }

    private static async Task<List<string>> ReadAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
