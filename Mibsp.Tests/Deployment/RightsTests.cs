using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Erasing;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Web.Commands;
using Npgsql;

namespace Mibsp.Tests.Deployment;

/// <summary>The portal's own account on PostgreSQL, made by infra/sql as an operator makes it: it can do all the work, and not touch the record.</summary>
public sealed class RightsTests(RightsDatabase database) : IClassFixture<RightsDatabase>
{
    private const string Refused = "42501";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_portals_account_does_all_the_work()
    {
        Assert.SkipUnless(database.IsThere, "No PostgreSQL here.");
        using var portal = TestPortal.Over(new TestDatabase(DatabaseProvider.PostgreSql, database.As("mibsp_app")));
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        await town.HireAsync(StaffRole.Supervisor);
        var staged = await portal.Get<EvidenceStore>().StageAsync(new AcceptedEvidence(EvidenceType.Png, [1, 2, 3], []), Token);
        var filed = await town.FileAsync(A.NewComplaint(town.Water) with { Evidence = [staged] });
        var other = await town.FileAndTakeAsync(officer);
        await town.TakeAsync(filed, officer);
        Town.Done(await portal.Get<ComplaintHandling>().AskCitizenAsync(await town.SeenAsync(filed), "Where was it exactly?", officer.Actor, Token));
        Town.Done(await portal.Get<ComplaintTracking>().WriteAsync(filed.TrackingId, "By the old well.", Token));
        await town.ProposeAsync(other, officer);
        Town.Done(await portal.Get<ComplaintTracking>().ConfirmAsync(other.TrackingId, Token));
        Town.Done(await portal.Get<ComplaintErasure>().EraseAsync(filed.TrackingId, Token));
        portal.Clock.Advance(TimeSpan.FromDays(365));
        Assert.Equal(1, await portal.Get<ComplaintRetention>().EraseDueAsync(180, Token));
        await portal.Get<KeyRotation>().RotateAsync(Token);

        Assert.True((await portal.Get<AuditVerification>().VerifyAsync(Token)).Holds);
    }

    [Theory]
    [InlineData("""UPDATE "AuditEntries" SET "Act" = 'SignedIn'""")]
    [InlineData("""DELETE FROM "AuditEntries" """)]
    [InlineData("""TRUNCATE "AuditEntries" CASCADE""")]
    [InlineData("""UPDATE "AuditDetails" SET "Json" = '{}'""")]
    [InlineData("""DELETE FROM "AuditDetails" """)]
    [InlineData("""DELETE FROM "AuditSubjects" """)]
    [InlineData("""UPDATE "AuditSubjects" SET "Sequence" = 1""")]
    [InlineData("""DELETE FROM "AuditHeads" """)]
    [InlineData("""INSERT INTO "AuditHeads" ("Id", "Sequence", "ChainHash", "Locks") VALUES (2, 0, '\x00', 0)""")]
    [InlineData("""ALTER TABLE "AuditEntries" DISABLE TRIGGER ALL""")]
    [InlineData("""ALTER TABLE "AuditEntries" ADD COLUMN "More" text""")]
    [InlineData("""DROP TRIGGER "AuditEntriesAreFinal" ON "AuditEntries" """)]
    [InlineData("""DROP TRIGGER "AuditDetailsAreFinal" ON "AuditDetails" """)]
    [InlineData("""CREATE OR REPLACE FUNCTION "AuditEntriesAreFinal"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$""")]
    [InlineData("""DROP TABLE "AuditDetails" """)]
    [InlineData("""CREATE TRIGGER quiet BEFORE INSERT ON "AuditEntries" FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()""")]
    [InlineData("""CREATE TABLE mine (id int)""")]
    [InlineData("""DELETE FROM "__EFMigrationsHistory" """)]
    [InlineData("""SET session_replication_role = 'replica'""")]
    [InlineData("""SET ROLE mibsp_owner""")]
    public async Task The_portals_account_may_not(string sql)
    {
        Assert.SkipUnless(database.IsThere, "No PostgreSQL here.");
        await using var connection = new NpgsqlConnection(database.As("mibsp_app"));
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Token));

        Assert.Equal(Refused, refused.SqlState);
    }

    [Fact]
    public async Task The_schedule_is_the_portals_and_backups_read_everything()
    {
        Assert.SkipUnless(database.IsThere, "No PostgreSQL here.");
        await using var connection = new NpgsqlConnection(database.Admin);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(
            """
            SELECT count(*) FILTER (WHERE tablename LIKE 'mibsp_job_%'),
                   count(*) FILTER (WHERE tablename LIKE 'mibsp_job_%' AND has_table_privilege('mibsp_app', quote_ident(tablename), 'INSERT, UPDATE, DELETE')),
                   count(*) FILTER (WHERE NOT has_table_privilege('mibsp_backup', quote_ident(tablename), 'SELECT')),
                   count(*) FILTER (WHERE has_table_privilege('mibsp_backup', quote_ident(tablename), 'INSERT'))
            FROM pg_tables WHERE schemaname = 'public'
            """, connection);
        await using var row = await command.ExecuteReaderAsync(Token);
        await row.ReadAsync(Token);

        Assert.True(row.GetInt64(0) > 5);
        Assert.Equal((row.GetInt64(0), 0, 0), (row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)));
    }

    /// <summary>A table of the record that somebody adds must be thought of in both scripts.</summary>
    [Theory]
    [InlineData(DatabaseProvider.PostgreSql)]
    [InlineData(DatabaseProvider.SqlServer)]
    public async Task Every_table_of_the_record_is_named_in_the_script(DatabaseProvider provider)
    {
        using var portal = new TestPortal();
        await using var db = await portal.Town.ContextAsync();
        var tables = db.Model.GetEntityTypes().Where(t => t.ClrType.Namespace!.StartsWith(typeof(AuditEntry).Namespace!, StringComparison.Ordinal))
            .Select(t => t.GetTableName()!).ToList();

        Assert.True(tables.Count >= 4);
        Assert.All(tables, table => Assert.Matches($"(REVOKE|DENY)[^;]*{table}", SchemaWork.Rights(provider)));
    }
}
