using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Databases;
using Npgsql;

namespace Mibsp.Tests.Deployment;

/// <summary>A database on PostgreSQL as an operator sets it up: accounts by psql, tables and rights by the portal's command.</summary>
public sealed class RightsDatabase : IAsyncLifetime
{
    private Action? _drop;

    public bool IsThere => Admin is not null;

    /// <summary>The connection of whoever may do everything; null where there is no PostgreSQL.</summary>
    public string? Admin { get; private set; }

    public string As(string user) => new NpgsqlConnectionStringBuilder(Admin) { Username = user, MaxPoolSize = 10, Pooling = true }.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        if (TestDatabase.WhyNot(DatabaseProvider.PostgreSql) is not null || !File.Exists("/usr/bin/psql"))
        {
            return;
        }

        (Admin, _drop) = PostgreSqlDatabases.CreateEmpty();
        var accounts = Path.Combine(Repository.Root, "infra", "sql", "accounts.PostgreSql.sql");
        var (code, said) = await Called.RunAsync(
            "psql", ["-d", Called.Libpq(Admin), "-q", "-v", "owner_password=a", "-v", "app_password=b", "-v", "backup_password=c", "-f", accounts], []);
        Assert.True(code == 0, said);
        (code, said) = await Called.PortalAsync(
            new() { ["Database__Provider"] = "PostgreSql", ["ConnectionStrings__Mibsp"] = As("mibsp_owner"), ["Storage__Folder"] = Path.GetTempPath() }, "migrate");
        Assert.True(code == 0, said);
        Assert.EndsWith("Whoever is in the role mibsp_portal may work with it, but not change the record.", said, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        if (Admin is not null)
        {
            // Others' pools stay as they are: only those of this database are emptied.
            foreach (var user in (string[])["mibsp_app", "mibsp_owner"])
            {
                using var connection = new NpgsqlConnection(As(user));
                NpgsqlConnection.ClearPool(connection);
            }

            _drop?.Invoke();
        }

        return ValueTask.CompletedTask;
    }
}
