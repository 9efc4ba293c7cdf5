using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Persistence;

/// <summary>The database itself refuses to change the record, whoever asks.</summary>
public sealed class AuditGuardTests
{
    [Theory]
    [OnEveryDatabase("""UPDATE "AuditEntries" SET "Act" = 'SignedIn' WHERE "Sequence" = 1""")]
    [OnEveryDatabase("""UPDATE "AuditEntries" SET "Act" = 'SignedIn'""")]
    [OnEveryDatabase("""DELETE FROM "AuditEntries" WHERE "Sequence" = 1""")]
    [OnEveryDatabase("""DELETE FROM "AuditEntries" """)]
    [OnEveryDatabase("""UPDATE "AuditDetails" SET "Json" = '{}' WHERE "Sequence" = 1""")]
    [OnEveryDatabase("""UPDATE "AuditDetails" SET "UserId" = NULL""")]
    public async Task Changing_the_record_is_refused(DatabaseProvider provider, string sql)
    {
        using var portal = new TestPortal(provider);
        await (await portal.Town.FoundAsync()).FileAsync();
        await using var db = await portal.Town.ContextAsync();
        var before = await TellAsync(db);

        await Assert.ThrowsAnyAsync<DbException>(() => db.Database.ExecuteSqlRawAsync(Braced(sql), Token));

        Assert.Equal(before, await TellAsync(db));
        Assert.True((await portal.Get<AuditVerification>().VerifyAsync(Token)).Holds);
    }

    [Theory]
    [InlineData("""REPLACE INTO "AuditEntries" SELECT "Sequence", 'SignedIn', "By", "On", "Commitment", "ChainHash" FROM "AuditEntries" """)]
    [InlineData("""REPLACE INTO "AuditDetails" SELECT "Sequence", "Salt", NULL, NULL, '{}' FROM "AuditDetails" """)]
    public async Task Replacing_is_refused_where_the_database_knows_it(string sql)
    {
        using var portal = new TestPortal(DatabaseProvider.Sqlite);
        await (await portal.Town.FoundAsync()).FileAsync();
        await using var db = await portal.Town.ContextAsync();

        var refused = await Assert.ThrowsAnyAsync<DbException>(() => db.Database.ExecuteSqlRawAsync(Braced(sql), Token));

        Assert.Contains("Audit", refused.Message, StringComparison.Ordinal);
        Assert.True((await portal.Get<AuditVerification>().VerifyAsync(Token)).Holds);
    }

    [Theory, OnEveryDatabase]
    public async Task An_entry_whose_details_are_erased_cannot_be_deleted_either(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await (await portal.Town.FoundAsync()).FileAsync();
        await using var db = await portal.Town.ContextAsync();
        await db.Database.ExecuteSqlRawAsync("""DELETE FROM "AuditDetails" """, Token);

        await Assert.ThrowsAnyAsync<DbException>(() => db.Database.ExecuteSqlRawAsync("""DELETE FROM "AuditEntries" """, Token));

        var verdict = await portal.Get<AuditVerification>().VerifyAsync(Token);
        Assert.Equal((true, 1, 1), (verdict.Holds, verdict.Entries, verdict.Erased));
    }

    [Theory, OnEveryDatabase]
    public async Task The_services_append_to_what_is_guarded(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        await town.FileAndTakeAsync(await town.HireAsync());

        Assert.Equal(new AuditVerdict(3, null, 0), await portal.Get<AuditVerification>().VerifyAsync(Token));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // ExecuteSqlRaw takes braces for places to fill in.
    private static string Braced(string sql) => sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    private static async Task<string> TellAsync(MibspDbContext db)
    {
        var entries = await db.AuditEntries.AsNoTracking().OrderBy(e => e.Sequence).ToListAsync(Token);
        var details = await db.AuditDetails.AsNoTracking().OrderBy(d => d.Sequence).ToListAsync(Token);
        return string.Join('\n', entries.Select(e => $"{e.Sequence} {e.Act} {e.On}")) + string.Join('\n', details.Select(d => $"{d.Sequence} {d.Json} {d.UserId}"));
    }
}
