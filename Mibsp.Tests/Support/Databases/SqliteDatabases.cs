using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Persistence.Sqlite;

namespace Mibsp.Tests.Support.Databases;

/// <summary>SQLite files for tests: the migrations run once for all of them, each test gets a copy.</summary>
internal static class SqliteDatabases
{
    private static readonly Lazy<string> _template = new(Migrate, LazyThreadSafetyMode.ExecutionAndPublication);

    public static (string ConnectionString, Action Drop) Create(string folder)
    {
        var file = Path.Combine(folder, "mibsp.db");
        File.Copy(_template.Value, file);
        var connectionString = $"Data Source={file}";
        return (connectionString, () =>
        {
            using var connection = new SqliteConnection(connectionString);
            SqliteConnection.ClearPool(connection);
        });
    }

    // Without pooling the connection closes for good, which brings everything from the log into the one file that is copied.
    private static string Migrate()
    {
        var folder = Directory.CreateTempSubdirectory("mibsp-test-template-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        var file = Path.Combine(folder.FullName, "mibsp.db");
        var options = new DbContextOptionsBuilder<SqliteMibspDbContext>().UseSqlite($"Data Source={file};Pooling=False").Options;
        using var db = new SqliteMibspDbContext(options);
        db.Database.Migrate();
        return file;
    }
}
