using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Demo;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Moving;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Persistence.Intake;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Databases;
using Npgsql;

namespace Mibsp.Tests.Deployment;

/// <summary>From the embedded database to a server's: all of it, or nothing.</summary>
public sealed class MoveTests : IDisposable
{
    private readonly TestPortal _portal = new();
    private readonly List<Action> _drops = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _portal.Dispose();
        _drops.ForEach(drop => drop());
    }

    [Fact]
    public async Task Every_value_of_every_table_arrives_and_work_goes_on_there()
    {
        var target = Target();
        await _portal.Get<DemoPlanting>().PlantAsync(Token);
        await AddRareRowsAsync();
        LetGo();

        var report = await new DatabaseMove(Source, target).RunAsync(null, Token);

        Assert.True(report.Tables.Count(t => t.Rows > 0) > 15, "The demo town fills too few tables to show anything.");
        await using var from = await _portal.Town.ContextAsync();
        await using var connection = new NpgsqlConnection(target.ConnectionString);
        await connection.OpenAsync(Token);
        await using var to = DatabaseIntake.Of(target.Provider).Context(connection);
        foreach (var table in IntakeTable.All(to))
        {
            Assert.Equal(await ValuesAsync(from, table), await ValuesAsync(to, table));
        }

        using var there = TestPortal.Over(new TestDatabase(target.Provider, target.ConnectionString));
        var verdict = await there.Get<AuditVerification>().VerifyAsync(Token);
        Assert.Equal((true, report.Entries), (verdict.Holds, verdict.Entries));

        // Numbers that the database gives go on where they stood.
        await using var db = await there.Town.ContextAsync();
        db.Add(new Department("Parks"));
        await db.SaveChangesAsync(Token);
        await there.Town.HireAsync(StaffRole.Auditor);
        Assert.True((await there.Get<AuditVerification>().VerifyAsync(Token)).Holds);
    }

    [Fact]
    public async Task The_command_says_what_it_moved_and_what_to_do_next()
    {
        var target = Target();
        await (await _portal.Town.FoundAsync()).FileAsync();
        var here = new Dictionary<string, string?> { ["Storage__Folder"] = _portal.Folder };

        var (busy, busyTold) = await Called.PortalAsync(here, "move", "--to", "PostgreSql", "--connection", target.ConnectionString);
        LetGo();
        var (moved, told) = await Called.PortalAsync(new(here) { ["MIBSP_MOVE_CONNECTION"] = target.ConnectionString }, "move", "--to", "PostgreSql");
        var (twice, twiceTold) = await Called.PortalAsync(here, "move", "--to", "PostgreSql", "--connection", target.ConnectionString);
        var there = new Dictionary<string, string?>(here) { ["Database__Provider"] = "PostgreSql", ["ConnectionStrings__Mibsp"] = target.ConnectionString };
        var (verified, verdict) = await Called.PortalAsync(there, "verify", "--open");

        Assert.Equal((1, true), (busy, busyTold.StartsWith("The portal has this database open. Stop the portal first", StringComparison.Ordinal)));
        Assert.True(moved == 0, told);
        Assert.Contains("Complaints: 1 rows", told, StringComparison.Ordinal);
        Assert.Contains("ends with the same hash", told, StringComparison.Ordinal);
        Assert.Equal((1, true), (twice, twiceTold.StartsWith("The target is not empty:", StringComparison.Ordinal)));
        Assert.True(verified == 0, verdict);
        Assert.Equal((2, true), (await Called.PortalAsync(here, "move", "--to", "Oracle")) is var (code, usage) ? (code, usage.StartsWith("Use: move", StringComparison.Ordinal)) : default);
    }

    [Fact]
    public async Task Cut_off_in_the_middle_nothing_has_arrived_and_it_can_be_done_again()
    {
        var target = Target();
        await _portal.Get<DemoPlanting>().PlantAsync(Token);
        LetGo();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var seen = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new DatabaseMove(Source, target).RunAsync(new Each(table =>
        {
            if (table.Rows > 0 && ++seen == 5)
            {
                cut.Cancel();
            }
        }), cut.Token));

        using (var there = TestPortal.Over(new TestDatabase(target.Provider, target.ConnectionString)))
        {
            await using var db = await there.Town.ContextAsync();
            Assert.Equal((0, 0, 0), (await db.Departments.CountAsync(Token), await db.Complaints.CountAsync(Token), await db.Users.CountAsync(Token)));
        }

        Assert.True((await new DatabaseMove(Source, target).RunAsync(null, Token)).Entries > 0);
    }

    [Fact]
    public async Task A_record_that_was_tampered_with_is_not_moved()
    {
        var target = Target();
        await (await _portal.Town.FoundAsync()).FileAsync();
        await using (var db = await _portal.Town.ContextAsync())
        {
            await db.Database.ExecuteSqlRawAsync("""DROP TRIGGER "AuditEntriesAreFinal_Update"; UPDATE "AuditEntries" SET "Act" = 'SignedIn' WHERE "Sequence" = 1;""", Token);
        }

        LetGo();
        var refused = await Assert.ThrowsAsync<MoveRefusedException>(() => new DatabaseMove(Source, target).RunAsync(null, Token));

        Assert.StartsWith("The record of this database does not hold: entry 1 ", refused.Message, StringComparison.Ordinal);
    }

    private DatabaseConnection Source => new(DatabaseProvider.Sqlite, _portal.ConnectionString);

    private DatabaseConnection Target()
    {
        Assert.SkipWhen(TestDatabase.WhyNot(DatabaseProvider.PostgreSql) is not null, TestDatabase.WhyNot(DatabaseProvider.PostgreSql) ?? "");
        var (connection, drop) = PostgreSqlDatabases.CreateEmpty();
        _drops.Add(drop);
        return new DatabaseConnection(DatabaseProvider.PostgreSql, connection);
    }

    /// <summary>What the demo has none of: a lockout that runs, a passkey, a text that PostgreSQL would not take.</summary>
    private async Task AddRareRowsAsync()
    {
        await using var db = await _portal.Town.ContextAsync();
        var user = await db.Users.FirstAsync(Token);
        user.LockoutEnd = _portal.Clock.GetUtcNow().AddMinutes(15);
        db.Add(new Ward(77, "Ward 77"));
        await db.SaveChangesAsync(Token);
        await db.Database.ExecuteSqlAsync(
            $$"""INSERT INTO "AspNetUserPasskeys" ("CredentialId", "UserId", "Data") VALUES ({{new byte[] { 1, 2 }}}, {{user.Id}}, {{"{\"Name\": \"Key\"}"}})""", Token);
    }

    // The portal stops: SQLite is open as long as a connection waits to be lent again.
    private void LetGo()
    {
        using var connection = new SqliteConnection(_portal.ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static async Task<List<string>> ValuesAsync(MibspDbContext db, IntakeTable table)
    {
        await db.Database.OpenConnectionAsync(Token);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))} FROM \"{table.Name}\"";
        await using var reader = await command.ExecuteReaderAsync(Token);
        return [.. table.Rows(reader).Select(row => string.Join(" | ", row.Select(Tell))).Order(StringComparer.Ordinal)];
    }

    private static string Tell(object? value) => value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        string json when json.StartsWith('{') => json.Replace(" ", "", StringComparison.Ordinal),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "-",
    };

    private sealed class Each(Action<MovedTable> told) : IProgress<MovedTable>
    {
        public void Report(MovedTable value) => told(value);
    }
}
