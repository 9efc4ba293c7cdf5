using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support.Databases;

namespace Mibsp.Tests.Support;

/// <summary>
/// A database of its own with the real migrations applied, and a folder for what belongs to it. Both are gone when disposed.
/// SQLite is always there; the servers are where MIBSP_TEST_POSTGRES and MIBSP_TEST_SQLSERVER say, and the account named
/// there must be allowed to create databases.
/// </summary>
public sealed class TestDatabase : IDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Action _drop;
    private readonly bool _isLent;

    public TestDatabase(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        Provider = provider;
        _folder = Directory.CreateTempSubdirectory("mibsp-test-");
        (ConnectionString, _drop) = provider switch
        {
            DatabaseProvider.PostgreSql => PostgreSqlDatabases.Create(),
            DatabaseProvider.SqlServer => SqlServerDatabases.Create(),
            _ => SqliteDatabases.Create(_folder.FullName),
        };
    }

    /// <summary>A database that somebody else made, and drops; its folder, too, where one is given.</summary>
    public TestDatabase(DatabaseProvider provider, string connectionString, string? folder = null)
    {
        (Provider, ConnectionString, _drop, _isLent) = (provider, connectionString, () => { }, folder is not null);
        _folder = folder is null ? Directory.CreateTempSubdirectory("mibsp-test-") : new DirectoryInfo(folder);
    }

    public DatabaseProvider Provider { get; }

    public string ConnectionString { get; }

    /// <summary>Where a test may keep what belongs to this database: evidence, keys.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Why nothing can be tested on this kind of database; null when it can.</summary>
    public static string? WhyNot(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.PostgreSql when PostgreSqlDatabases.Server is null => $"{PostgreSqlDatabases.Variable} is not set.",
        DatabaseProvider.SqlServer when SqlServerDatabases.Server is null => $"{SqlServerDatabases.Variable} is not set.",
        _ => null,
    };

    public void Dispose()
    {
        _drop();
        if (_isLent)
        {
            return;
        }

        // A page that was just left may still be closing its connection.
        SpinWait.SpinUntil(TryDelete, TimeSpan.FromSeconds(10));
        if (Directory.Exists(_folder.FullName))
        {
            _folder.Delete(recursive: true);
        }
    }

    private bool TryDelete()
    {
        try
        {
            _folder.Delete(recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
