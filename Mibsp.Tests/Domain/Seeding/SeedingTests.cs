using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Demo;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Persistence.Bulk;
using Mibsp.Domain.Seeding;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Seeding;

/// <summary>What is planted by the thousand is as right as what was done act by act.</summary>
public sealed class SeedingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Record_tallies_numbers_and_clocks_hold(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await portal.Get<DemoPlanting>().PlantAsync(Token);
        Assert.Null(await PlantAsync(portal, new SeedPlan(600)));

        await Chronicle.HoldsAsync(portal);
        Assert.Equal(0, await portal.Get<EscalationSweep>().RunAsync(Token));
        await using var db = await portal.Town.ContextAsync();
        Assert.Equal(DemoTown.Complaints + 600, await db.Complaints.CountAsync(Token));
        var days = await db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.On).ToListAsync(Token);
        var ofDemo = days.Count - days.AsEnumerable().Reverse().TakeWhile((day, i) => i == 0 || day <= days[^i]).Count();
        Assert.Equal(days.Skip(ofDemo).Order(), days.Skip(ofDemo));
        Assert.True(days.Count - ofDemo > 3 * 600, $"{days.Count - ofDemo} acts run forward.");
        Assert.All(Enum.GetValues<ComplaintStatus>(), status => Assert.True(db.Complaints.Any(c => c.Status == status), $"None is {status}."));
        Assert.Empty(await db.Complaints.Where(c => c.Status != ComplaintStatus.Closed && c.AccountableId == null).ToListAsync(Token));
        Assert.Empty(await db.Complaints.Where(c => c.ErasedOn == null && !db.ComplaintKeys.Any(k => k.ComplaintId == c.Id)).ToListAsync(Token));
        Assert.Empty(await db.Complaints.Where(c => c.ErasedOn != null && db.ComplaintContents.Any(k => k.ComplaintId == c.Id)).ToListAsync(Token));
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_planted_is_worked_on_like_any_other(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await portal.Get<DemoPlanting>().PlantAsync(Token);
        await PlantAsync(portal, new SeedPlan(200) { IndexesLast = true });
        await using var db = await portal.Town.ContextAsync();
        var head = await db.Users.SingleAsync(u => u.UserName == "supervisor_water", Token);
        var actor = new Mibsp.Domain.Common.Actor(head.Id, head.Role, head.DepartmentId);

        var rows = (await portal.Get<ComplaintQueries>().ListAsync(new QueueFilter(Status: ComplaintStatus.UnderReview, Order: QueueOrder.Newest), actor, Token)).Rows;
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            Assert.True((await portal.Get<CaseQueries>().FindAsync(row.CaseNumber, actor, Token))!.Story!.Description.Length >= ComplaintContent.DescriptionMinLength);
            Town.Done(await portal.Get<ComplaintHandling>().WriteNoteAsync(new SeenComplaint(row.Id, row.Version), "Looked at.", actor, Token));
        }

        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task Indexes_that_were_left_out_are_all_there_afterwards_also_after_an_interruption(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await portal.Get<DemoPlanting>().PlantAsync(Token);
        await using var db = await portal.Town.ContextAsync();
        var before = await IndexesAsync(db);
        if (provider is not DatabaseProvider.SqlServer)
        {
            // As a process that was killed in the midst leaves it.
            await BulkLoading.Of(db).LeaveOutAsync(db, ["Complaints", "AuditDetails"], Token);
            Assert.NotEqual(before, await IndexesAsync(db));
        }

        await PlantAsync(portal, new SeedPlan(5));

        Assert.Equal(before, await IndexesAsync(db));
        Assert.True(before.Count > 40, $"{before.Count} indexes");
    }

    [Fact]
    public async Task The_same_number_draws_the_same_complaints()
    {
        async Task<List<string>> TellAsync(uint number)
        {
            using var portal = new TestPortal();
            await portal.Get<DemoPlanting>().PlantAsync(Token);
            await PlantAsync(portal, new SeedPlan(80, number));
            await using var db = await portal.Town.ContextAsync();
            return await db.Complaints.OrderBy(c => c.CaseNumber).Select(c => $"{c.CaseNumber} {c.Kind} {c.Status} {c.FiledOn} {c.DeadlineOn} {c.DepartmentId} {c.WardId} {c.TimelineLength}").ToListAsync(Token);
        }

        var first = await TellAsync(1);
        Assert.Equal(first, await TellAsync(1));
        Assert.NotEqual(first, await TellAsync(2));
    }

    [Fact]
    public async Task Made_up_complaints_never_come_beside_real_ones()
    {
        using var portal = new TestPortal();
        await portal.Get<DemoPlanting>().PlantAsync(Token);

        Assert.Equal(SeedRefusal.NotEmpty, await portal.Get<ComplaintSeeding>().PlantAsync(new SeedPlan(10), isTrial: false, null, Token));
    }

    [Fact]
    public async Task Without_anybody_to_work_on_them_nothing_is_planted()
    {
        using var portal = new TestPortal();
        await portal.Get<DirectoryFounding>().FoundAsync(Token);

        Assert.Equal(SeedRefusal.NoTown, await PlantAsync(portal, new SeedPlan(10)));
    }

    [Fact]
    public async Task When_it_is_stopped_what_was_filed_has_its_record()
    {
        using var portal = new TestPortal();
        await portal.Get<DemoPlanting>().PlantAsync(Token);
        using var stop = new CancellationTokenSource();

        await portal.Get<ComplaintSeeding>().PlantAsync(new SeedPlan(20_000) { IndexesLast = false }, isTrial: true, new Stopping(stop), stop.Token);

        await using var db = await portal.Town.ContextAsync();
        Assert.InRange(await db.Complaints.CountAsync(Token), 5000, 19_000);
        await Chronicle.HoldsAsync(portal);
        Assert.Equal(await db.Complaints.CountAsync(Token), await db.AuditEntries.CountAsync(e => e.Act == Mibsp.Domain.Audit.AuditAct.ComplaintFiled, Token));
        Assert.Equal(
            await db.Complaints.CountAsync(c => c.ErasedOn != null, Token), await db.AuditEntries.CountAsync(e => e.Act == Mibsp.Domain.Audit.AuditAct.ComplaintErased, Token));
    }

    private static Task<SeedRefusal?> PlantAsync(TestPortal portal, SeedPlan plan) => portal.Get<ComplaintSeeding>().PlantAsync(plan, isTrial: true, null, Token);

    private static async Task<List<string>> IndexesAsync(MibspDbContext db)
    {
        var sql = db.Database.ProviderName switch
        {
            "Microsoft.EntityFrameworkCore.Sqlite" => "SELECT name AS Value FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
            "Npgsql.EntityFrameworkCore.PostgreSQL" => "SELECT indexname AS \"Value\" FROM pg_indexes WHERE schemaname = current_schema()",
            _ => "SELECT name AS Value FROM sys.indexes WHERE name IS NOT NULL",
        };
        return [.. (await db.Database.SqlQueryRaw<string>(sql).ToListAsync(Token)).Order(StringComparer.Ordinal)];
    }

    private sealed class Stopping(CancellationTokenSource stop) : IProgress<SeedProgress>
    {
        public void Report(SeedProgress value) => stop.Cancel();
    }
}
