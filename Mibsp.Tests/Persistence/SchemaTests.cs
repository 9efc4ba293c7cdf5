using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Mibsp.Domain.Common;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Persistence;

/// <summary>What the portal asks first of all when it starts.</summary>
public sealed class SchemaTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Tables_are_up_to_date_when_every_migration_is_applied(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var database = new DatabaseConnection(provider, portal.ConnectionString);
        await using var db = await portal.Town.ContextAsync();
        Assert.True(await Schema.IsCurrentAsync(database, Token));

        await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().SkipLast(1).Last(), Token);
        Assert.False(await Schema.IsCurrentAsync(database, Token));
    }

    [Fact]
    public async Task No_file_is_made_by_asking_for_it()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Identifiers.Random():N}.db");

        Assert.False(await Schema.IsCurrentAsync(new DatabaseConnection(DatabaseProvider.Sqlite, $"Data Source={file}"), Token));

        Assert.False(File.Exists(file));
    }
}
