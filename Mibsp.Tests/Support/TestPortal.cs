using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Persistence.SqlServer;
using Mibsp.Domain.Persistence.PostgreSql;
using Mibsp.Domain.Persistence.Sqlite;
using Mibsp.Tests.Support.Mailing;
using Mibsp.Web.Composition;

namespace Mibsp.Tests.Support;

/// <summary>The real services over a database of their own, with a clock that the test moves. No web server.</summary>
public sealed class TestPortal : IDisposable
{
    private readonly TestDatabase _database;
    private readonly bool _ownsDatabase;
    private readonly ServiceCollection _collection = new();
    private readonly ServiceProvider _services;

    /// <param name="provider">What kind of database.</param>
    /// <param name="zone">Where the town lies; by default where it is always UTC.</param>
    /// <param name="also">Registered last, for tests that look into or disturb what the services do.</param>
    public TestPortal(DatabaseProvider provider = DatabaseProvider.Sqlite, TimeZoneInfo? zone = null, Action<IServiceCollection>? also = null)
        : this(new TestDatabase(provider), new TestClock(), zone, also, ownsDatabase: true)
    {
    }

    private TestPortal(TestDatabase database, TestClock clock, TimeZoneInfo? zone, Action<IServiceCollection>? also, bool ownsDatabase)
    {
        (_database, Clock, _ownsDatabase) = (database, clock, ownsDatabase);
        _collection.AddLogging();
        _collection.AddSingleton<TimeProvider>(Clock);
        _collection.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1);

        // As the host does. EF keeps one model for all contexts of the process: one made without this would spoil the others.
        _collection.Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchema.Version);
        _collection.AddMibspPersistence(new DatabaseConnection(Provider, _database.ConnectionString));

        // Contexts are lent out again and again, and would go by what they found a second ago: that nobody listens.
        _collection.ConfigureDbContext<SqliteMibspDbContext>(o => o.ConfigureLoggingCacheTime(TimeSpan.Zero));
        _collection.ConfigureDbContext<PostgreSqlMibspDbContext>(o => o.ConfigureLoggingCacheTime(TimeSpan.Zero));
        _collection.ConfigureDbContext<SqlServerMibspDbContext>(o => o.ConfigureLoggingCacheTime(TimeSpan.Zero));
        _collection.AddMibspDomain(zone ?? TimeZoneInfo.Utc);
        _collection.AddSingleton(_ => new TrackingKey(KeyFile.LoadOrCreate(_database.Folder, "tracking")));
        _collection.AddSingleton(_ => new SignInKey(KeyFile.LoadOrCreate(_database.Folder, "sign-in")));
        _collection.AddSingleton(new KeyRing(Path.Combine(_database.Folder, "keys", "ring")));
        _collection.AddSingleton(_ => new EvidenceStore(Path.Combine(_database.Folder, "evidence"), Clock));
        _collection.AddSingleton(ReleaseDelay.None);
        _collection.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        _collection.AddMibspLive();
        _collection.AddSingleton<IDigestMail>(Mail);
        also?.Invoke(_collection);
        _services = _collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Get<KeyRing>().MakeFirst();
        Town = new Town(_services);
    }

    /// <summary>Over a database that is there already. Drops with it what the database drops.</summary>
    public static TestPortal Over(TestDatabase database) => new(database, new TestClock(), null, null, ownsDatabase: true);

    public TestClock Clock { get; }

    /// <summary>The e-mails that left.</summary>
    public RecordedMail Mail { get; } = new();

    public Town Town { get; }

    public DatabaseProvider Provider => _database.Provider;

    public string ConnectionString => _database.ConnectionString;

    /// <summary>Where evidence and keys of this portal lie.</summary>
    public string Folder => _database.Folder;

    /// <summary>Another node of the same portal: services of its own over the same database, folder and clock. To be disposed first.</summary>
    public TestPortal Beside(Action<IServiceCollection>? also = null) => new(_database, Clock, null, also, ownsDatabase: false);

    /// <summary>Another world that was the same until now: a copy of database, keys and evidence, and a clock of its own. On SQLite.</summary>
    public TestPortal Copy(Action<IServiceCollection>? also = null)
    {
        var (database, clock) = (new TestDatabase(), new TestClock());
        using (var from = new SqliteConnection(ConnectionString))
        using (var to = new SqliteConnection(database.ConnectionString))
        {
            from.Open();
            to.Open();
            from.BackupDatabase(to);
        }

        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith("mibsp.db", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(database.Folder, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        clock.Advance(Clock.GetUtcNow() - clock.GetUtcNow());
        var portal = new TestPortal(database, clock, null, also, ownsDatabase: true);
        portal.Town.Copy(Town);
        return portal;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Hands these very services to pages under test.</summary>
    public void ShareWith(IServiceCollection pages)
    {
        foreach (var type in _collection.Where(s => s.Lifetime is ServiceLifetime.Singleton && IsOurs(s.ServiceType)).Select(s => s.ServiceType).Distinct())
        {
            pages.AddSingleton(type, _services.GetRequiredService(type));
        }
    }

    public void Dispose()
    {
        _services.Dispose();
        if (_ownsDatabase)
        {
            _database.Dispose();
        }
    }

    private static bool IsOurs(Type type)
        => type == typeof(TimeProvider) || (!type.IsGenericType && type.Namespace?.StartsWith("Mibsp.", StringComparison.Ordinal) == true);
}
