using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Persistence.PostgreSql;
using Mibsp.Domain.Persistence.Sqlite;
using Mibsp.Domain.Persistence.SqlServer;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Audit;

/// <summary>Somebody owns the database, drops the guard and rewrites the record. The walk along it finds the first bad entry.</summary>
public sealed class TamperingTests
{
    private const long Length = 9;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [OnEveryDatabase(4L, """UPDATE "AuditEntries" SET "Act" = 'NoteWritten' WHERE "Sequence" = 4""")]
    [OnEveryDatabase(4L, """UPDATE "AuditEntries" SET "Act" = 'NoSuchAct' WHERE "Sequence" = 4""")]
    [OnEveryDatabase(1L, """UPDATE "AuditEntries" SET "By" = 'System' WHERE "Sequence" = 1""")]
    [OnEveryDatabase(6L, """UPDATE "AuditEntries" SET "On" = '2026-07-14' WHERE "Sequence" = 6""")]
    [OnEveryDatabase(3L, """UPDATE "AuditEntries" SET "Commitment" = "ChainHash" WHERE "Sequence" = 3""")]
    [OnEveryDatabase(3L, """UPDATE "AuditEntries" SET "ChainHash" = "Commitment" WHERE "Sequence" = 3""")]
    [OnEveryDatabase(9L, """UPDATE "AuditEntries" SET "ChainHash" = "Commitment" WHERE "Sequence" = 9""")]
    [OnEveryDatabase(5L, """UPDATE "AuditDetails" SET "Json" = '{"status":"Closed"}' WHERE "Sequence" = 5""")]
    [OnEveryDatabase(4L, """UPDATE "AuditDetails" SET "UserId" = NULL WHERE "Sequence" = 4""")]
    [OnEveryDatabase(6L, """UPDATE "AuditDetails" SET "UserId" = (SELECT "UserId" FROM "AuditDetails" WHERE "Sequence" = 1) WHERE "Sequence" = 6""")]
    [OnEveryDatabase(5L, """UPDATE "AuditDetails" SET "ComplaintId" = NULL WHERE "Sequence" = 5""")]
    [OnEveryDatabase(8L, """UPDATE "AuditDetails" SET "Salt" = (SELECT "Salt" FROM "AuditDetails" WHERE "Sequence" = 1) WHERE "Sequence" = 8""")]
    [OnEveryDatabase(5L, """DELETE FROM "AuditDetails" WHERE "Sequence" = 5; DELETE FROM "AuditEntries" WHERE "Sequence" = 5""")]
    [OnEveryDatabase(1L, """DELETE FROM "AuditDetails" WHERE "Sequence" = 1; DELETE FROM "AuditEntries" WHERE "Sequence" = 1""")]
    [OnEveryDatabase(9L, """DELETE FROM "AuditDetails" WHERE "Sequence" = 9; DELETE FROM "AuditEntries" WHERE "Sequence" = 9""")]
    [OnEveryDatabase(7L, """DELETE FROM "AuditDetails" WHERE "Sequence" >= 7; DELETE FROM "AuditEntries" WHERE "Sequence" >= 7""")]
    [OnEveryDatabase(1L, """DELETE FROM "AuditDetails"; DELETE FROM "AuditEntries" """)]
    [OnEveryDatabase(4L, """
        DELETE FROM "AuditDetails";
        UPDATE "AuditEntries" SET "Sequence" = 99 WHERE "Sequence" = 4;
        UPDATE "AuditEntries" SET "Sequence" = 4 WHERE "Sequence" = 5;
        UPDATE "AuditEntries" SET "Sequence" = 5 WHERE "Sequence" = 99
        """)]
    [OnEveryDatabase(10L, """
        INSERT INTO "AuditEntries" ("Sequence", "Act", "By", "On", "Commitment", "ChainHash")
        SELECT 10, "Act", "By", "On", "Commitment", "ChainHash" FROM "AuditEntries" WHERE "Sequence" = 9
        """)]
    [OnEveryDatabase(5L, """
        DELETE FROM "AuditDetails" WHERE "Sequence" = 5;
        DELETE FROM "AuditEntries" WHERE "Sequence" = 5;
        INSERT INTO "AuditEntries" ("Sequence", "Act", "By", "On", "Commitment", "ChainHash")
        SELECT 5, "Act", "By", "On", "Commitment", "ChainHash" FROM "AuditEntries" WHERE "Sequence" = 3
        """)]
    [OnEveryDatabase(9L, """UPDATE "AuditHeads" SET "ChainHash" = (SELECT "ChainHash" FROM "AuditEntries" WHERE "Sequence" = 8)""")]
    [OnEveryDatabase(9L, """
        UPDATE "AuditHeads" SET "Sequence" = 8, "ChainHash" = (SELECT "ChainHash" FROM "AuditEntries" WHERE "Sequence" = 8)
        """)]
    [OnEveryDatabase(1L, """DELETE FROM "AuditHeads" """)]
    public async Task The_first_bad_entry_is_found(DatabaseProvider provider, long firstBad, string sql)
    {
        using var portal = new TestPortal(provider);
        await NineActsAsync(portal);
        await using var db = await portal.Town.ContextAsync();
        await DropGuardAsync(db, provider);
        await db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), Token);

        var verdict = await portal.Get<AuditVerification>().VerifyAsync(Token);

        Assert.Equal(firstBad, verdict.FirstBad);
        Assert.False(verdict.Holds);
    }

    [Theory, OnEveryDatabase]
    public async Task A_record_that_nobody_touched_holds_without_its_guard_too(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await NineActsAsync(portal);
        await using var db = await portal.Town.ContextAsync();
        await DropGuardAsync(db, provider);

        Assert.Equal(new AuditVerdict(Length, null, 0), await portal.Get<AuditVerification>().VerifyAsync(Token));
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task Details_may_be_erased_and_are_counted_as_such(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await NineActsAsync(portal);
        await using var db = await portal.Town.ContextAsync();
        await db.Database.ExecuteSqlRawAsync("""DELETE FROM "AuditDetails" WHERE "Sequence" IN (2, 5, 9)""", Token);

        Assert.Equal(new AuditVerdict(Length, null, 3), await portal.Get<AuditVerification>().VerifyAsync(Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Of_citizens_acts_the_record_knows_nobody(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await NineActsAsync(portal);
        await using var db = await portal.Town.ContextAsync();

        var citizens = await db.AuditEntries.Where(e => e.By == Mibsp.Domain.Common.Party.Citizen)
            .Join(db.AuditDetails, e => e.Sequence, d => d.Sequence, (e, d) => new { d.UserId, e.Act }).ToListAsync(Token);

        Assert.Equal(3, citizens.Count);
        Assert.All(citizens, c => Assert.Null(c.UserId));
    }

    [Fact]
    public async Task A_walk_of_many_pages_holds_and_finds()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        await using var db = await town.ContextAsync();
        var records = Enumerable.Range(0, 4500).Select(_ => AuditRecord.Of(AuditAct.RecordVerified, Mibsp.Domain.Common.Stamp.Citizen(new DateOnly(2026, 7, 15)))).ToList();
        await portal.Get<Ledger>().SaveAsync(db, records, Token);
        Assert.Equal(new AuditVerdict(4500, null, 0), await portal.Get<AuditVerification>().VerifyAsync(Token));

        await DropGuardAsync(db, DatabaseProvider.Sqlite);
        await db.Database.ExecuteSqlRawAsync("""UPDATE "AuditEntries" SET "Act" = 'Nonsense' WHERE "Sequence" = 4001""", Token);

        Assert.Equal(4001, (await portal.Get<AuditVerification>().VerifyAsync(Token)).FirstBad);
    }

    // 1, 2 hired; 3 filed; 4 taken; 5 asked; 6 gone on; 7 noted; 8 filed; 9 written by the citizen.
    private static async Task NineActsAsync(TestPortal portal)
    {
        var town = await portal.Town.FoundAsync();
        var (officer, _) = (await town.HireAsync(), await town.HireAsync());
        portal.Clock.Advance(TimeSpan.FromHours(1));
        var filed = await town.FileAndTakeAsync(officer);
        var handling = portal.Get<Mibsp.Domain.Casework.ComplaintHandling>();
        var tracking = portal.Get<Mibsp.Domain.Tracking.ComplaintTracking>();
        Town.Done(await handling.AskCitizenAsync(await town.SeenAsync(filed), "Which street?", officer.Actor, Token));
        Town.Done(await handling.StartReviewAsync(await town.SeenAsync(filed), null, officer.Actor, Token));
        Town.Done(await handling.WriteNoteAsync(await town.SeenAsync(filed), "Seen.", officer.Actor, Token));
        var second = await town.FileAsync();
        Town.Done(await tracking.WriteAsync(second.TrackingId, "Still so.", Token));
    }

    internal static async Task DropGuardAsync(MibspDbContext db, DatabaseProvider provider)
    {
        var statements = provider switch
        {
            DatabaseProvider.Sqlite => SqliteAuditGuard.Drop,
            DatabaseProvider.PostgreSql => PostgreSqlAuditGuard.Drop,
            _ => SqlServerAuditGuard.Drop,
        };
        foreach (var statement in statements)
        {
            await db.Database.ExecuteSqlRawAsync(statement, Token);
        }
    }
}
