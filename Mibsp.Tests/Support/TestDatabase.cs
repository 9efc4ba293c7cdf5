using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Persistence.Sqlite;

namespace Mibsp.Tests.Support;

/// <summary>A SQLite file of its own with the real migrations applied. They run once for all tests; each test gets a copy. Gone when disposed.</summary>
public sealed class TestDatabase : IDisposable
{
    private static readonly Lazy<string> _template = new(Migrate, LazyThreadSafetyMode.ExecutionAndPublication);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mibsp-test-");

    public TestDatabase()
    {
        var file = Path.Combine(_folder.FullName, "mibsp.db");
        File.Copy(_template.Value, file);
        ConnectionString = $"Data Source={file}";
    }

    public string ConnectionString { get; }

    /// <summary>Where a test may keep what belongs to this database: evidence, keys.</summary>
    public string Folder => _folder.FullName;

    public void Dispose()
    {
        using (var connection = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        _folder.Delete(recursive: true);
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
