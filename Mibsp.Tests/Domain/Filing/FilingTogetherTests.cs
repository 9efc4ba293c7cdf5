using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Persistence.PostgreSql;
using Mibsp.Domain.Persistence.Sqlite;
using Mibsp.Domain.Persistence.SqlServer;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Secrets;
using Mibsp.Tests.Support.Waiting;

namespace Mibsp.Tests.Domain.Filing;

/// <summary>What is filed at the same time shares a transaction, and nothing else.</summary>
public sealed class FilingTogetherTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task What_waits_is_saved_at_once_and_in_the_order_in_which_it_came(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await portal.Town.FoundAsync();
        var before = await HeadAsync(portal);

        var filing = await FileTogetherAsync(portal, Enumerable.Range(0, 21).Select(_ => A.NewComplaint(portal.Town.Water, wardId: 2)));
        Assert.All(await Task.WhenAll(filing.Select(f => f.Outcome)), outcome => Assert.True(outcome.Succeeded));

        // Whoever held the lock, the first, and all others.
        var after = await HeadAsync(portal);
        Assert.Equal((21, 3), (after.Sequence - before.Sequence, after.Locks - before.Locks));
        await using var db = await portal.Town.ContextAsync();
        var entered = await db.AuditEntries.Where(e => e.Act == AuditAct.ComplaintFiled).OrderBy(e => e.Sequence)
            .Join(db.AuditDetails, e => e.Sequence, d => d.Sequence, (e, d) => new { e.Sequence, d.ComplaintId }).OrderBy(e => e.Sequence)
            .Join(db.Complaints, e => e.ComplaintId, c => c.Id, (e, c) => new { e.Sequence, c.CaseNumber, c.TrackingHash }).OrderBy(e => e.Sequence).ToListAsync(Token);
        Assert.Equal(Enumerable.Range(1, 21).Select(i => $"{portal.Clock.GetUtcNow().Year}-{i:000000}"), entered.Select(e => e.CaseNumber));
        var came = filing.Select(f => Convert.ToHexString(portal.Get<ComplaintReception>().Key.Hash(f.Id))).ToList();
        Assert.Equal(came, entered.Select(e => Convert.ToHexString(e.TrackingHash)));
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task One_that_cannot_be_saved_takes_no_other_with_it(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();

        // The town is at hand, and their ward goes while they wait and behind everybody's back: the database refuses their rows.
        await town.FileAsync();
        var filing = await FileTogetherAsync(portal, ToWards(town), db => db.Wards.Where(w => w.Id == 3).ExecuteDeleteAsync(Token));

        Assert.Equal(2, await KeptButAsync(portal, filing, outcome => Assert.ThrowsAnyAsync<DbUpdateException>(() => outcome)));
        await NumberedAsync(portal, 11);
    }

    [Theory, OnEveryDatabase]
    public async Task Files_can_be_opened_however_often_their_complaint_was_tried_to_be_saved(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        await town.FileAsync();
        var staged = await portal.Get<EvidenceStore>().StageAsync(new AcceptedEvidence(EvidenceType.Png, [1, 2, 3], []), Token);

        // With two among them that the database refuses, so that all are tried again by halves.
        var complaints = ToWards(town).Select((complaint, i) => i == 0 ? complaint with { Evidence = [staged] } : complaint);
        var filing = await FileTogetherAsync(portal, complaints, db => db.Wards.Where(w => w.Id == 3).ExecuteDeleteAsync(Token));
        Assert.Equal(2, await KeptButAsync(portal, filing, outcome => Assert.ThrowsAnyAsync<DbUpdateException>(() => outcome)));

        await using var context = await town.ContextAsync();
        Assert.Equal([1, 2, 3], await portal.BytesAsync(await context.EvidenceFiles.AsNoTracking().SingleAsync(Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task One_that_is_refused_is_told_so_and_takes_no_other_with_it(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();

        // Their ward is closed while they wait.
        var filing = await FileTogetherAsync(portal, ToWards(town), async db => (await db.Wards.SingleAsync(w => w.Id == 3, Token)).Change("Ward 3", isDisabled: true));

        Assert.Equal(2, await KeptButAsync(portal, filing, async outcome => Assert.Equal(Refusal.WardUnknown, (await outcome).Refusal)));
        await NumberedAsync(portal, 10);
    }

    [Fact]
    public async Task When_all_are_refused_nothing_is_written_and_each_knows_why()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();

        var filing = await FileTogetherAsync(portal, [A.NewComplaint(town.Water, wardId: 9), A.NewComplaint(town.Water, wardId: 9), A.NewComplaint(town.Water, serviceId: town.Potholes)]);
        var refusals = await Task.WhenAll(filing.Select(async f => (await f.Outcome).Refusal));

        Assert.Equal([Refusal.WardUnknown, Refusal.WardUnknown, Refusal.ServiceNotOfDepartment], refusals);

        // Whoever held the lock; what was written by those who were refused was taken back.
        Assert.Equal((0, 1), await HeadAsync(portal));
    }

    [Theory, OnEveryDatabase]
    public async Task The_same_form_twice_among_others_is_one_complaint(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var twice = TrackingId.New();

        var filing = await FileTogetherAsync(portal, Enumerable.Range(0, 9).Select(_ => A.NewComplaint(town.Water)), idOf: i => i is 2 or 6 ? twice : TrackingId.New());

        Assert.All(await Task.WhenAll(filing.Select(f => f.Outcome)), outcome => Assert.True(outcome.Succeeded));
        await using var db = await town.ContextAsync();
        Assert.Equal(8, await db.Complaints.CountAsync(Token));
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task When_the_database_goes_away_in_the_middle_nothing_of_any_is_there(DatabaseProvider provider)
    {
        var breaking = new BreakingCommit();
        using var portal = new TestPortal(provider, also: services =>
        {
            services.ConfigureDbContext<SqliteMibspDbContext>(o => o.AddInterceptors(breaking));
            services.ConfigureDbContext<PostgreSqlMibspDbContext>(o => o.AddInterceptors(breaking));
            services.ConfigureDbContext<SqlServerMibspDbContext>(o => o.AddInterceptors(breaking));
        });
        var town = await portal.Town.FoundAsync();
        var before = await HeadAsync(portal);

        var filing = await FileTogetherAsync(portal, Enumerable.Range(0, 8).Select(_ => A.NewComplaint(town.Water)), _ =>
        {
            breaking.IsBroken = true;
            return Task.CompletedTask;
        });
        foreach (var (_, outcome) in filing)
        {
            await Assert.ThrowsAsync<IOException>(() => outcome);
        }

        await using (var db = await town.ContextAsync())
        {
            Assert.Equal((0, 0, 0), (await db.Complaints.CountAsync(Token), await db.ComplaintKeys.CountAsync(Token), await db.FlowTallies.CountAsync(Token)));
        }

        Assert.Equal(before, await HeadAsync(portal));
        breaking.IsBroken = false;
        Assert.EndsWith("-000001", (await town.FileAsync()).CaseNumber, StringComparison.Ordinal);
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_held_back_stays_so_beside_what_is_not(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider, also: services => services.AddSingleton(new ReleaseDelay(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(60))));
        var town = await portal.Town.FoundAsync();

        var filing = await FileTogetherAsync(
            portal, Enumerable.Range(0, 10).Select(i => A.NewComplaint(town.Water, i % 2 == 0 ? ComplaintKind.BribeDemanded : ComplaintKind.ServiceFault)));
        await Task.WhenAll(filing.Select(f => f.Outcome));

        await using var db = await town.ContextAsync();
        Assert.Equal(5, await db.Complaints.CountAsync(c => c.Kind == ComplaintKind.BribeDemanded && c.CaseNumber == null, Token));
        Assert.Equal(
            Enumerable.Range(1, 5).Select(i => $"{portal.Clock.GetUtcNow().Year}-{i:000000}"),
            await db.Complaints.Where(c => c.Kind == ComplaintKind.ServiceFault).OrderBy(c => c.CaseNumber).Select(c => c.CaseNumber).ToListAsync(Token));
        await Chronicle.HoldsAsync(portal);
    }

    private static IEnumerable<NewComplaint> ToWards(Town town) => Enumerable.Range(0, 12).Select(i => A.NewComplaint(town.Water, wardId: i is 4 or 9 ? 3 : 2));

    /// <summary>How many of them are not kept: those to ward 3, of which it is told what came.</summary>
    private static async Task<int> KeptButAsync(TestPortal portal, List<(TrackingId Id, Task<FilingOutcome> Outcome)> filing, Func<Task<FilingOutcome>, Task> refused)
    {
        var lost = 0;
        for (var i = 0; i < filing.Count; i++)
        {
            if (i is 4 or 9)
            {
                await refused(filing[i].Outcome);
            }
            else
            {
                Assert.True((await filing[i].Outcome).Succeeded);
            }

            lost += await portal.Get<TrackingQueries>().FindAsync(filing[i].Id, Token) is null ? 1 : 0;
        }

        return lost;
    }

    private static async Task NumberedAsync(TestPortal portal, int count)
    {
        await using var db = await portal.Town.ContextAsync();
        Assert.Equal(
            Enumerable.Range(1, count).Select(i => $"{portal.Clock.GetUtcNow().Year}-{i:000000}"), await db.Complaints.OrderBy(c => c.CaseNumber).Select(c => c.CaseNumber).ToListAsync(Token));
        await Chronicle.HoldsAsync(portal);
    }

    /// <summary>Somebody holds the record's lock until all of them wait for it, each handed in after the one before.</summary>
    private static async Task<List<(TrackingId Id, Task<FilingOutcome> Outcome)>> FileTogetherAsync(
        TestPortal portal, IEnumerable<NewComplaint> complaints, Func<MibspDbContext, Task>? meanwhile = null, Func<int, TrackingId>? idOf = null)
    {
        var (held, letGo, filing) = (new TaskCompletionSource(), new TaskCompletionSource(), new List<(TrackingId, Task<FilingOutcome>)>());
        var holding = Task.Run(async () =>
        {
            await using var db = await portal.Town.ContextAsync();
            await portal.Get<Ledger>().SaveAsync(db, [], Token, async _ =>
            {
                held.SetResult();
                await letGo.Task;
                await (meanwhile?.Invoke(db) ?? Task.CompletedTask);
            });
        }, Token);
        await held.Task;
        foreach (var complaint in complaints)
        {
            var (id, number) = (idOf?.Invoke(filing.Count) ?? TrackingId.New(), filing.Count + 1);
            filing.Add((id, Task.Run(() => portal.Get<ComplaintFiling>().FileAsync(complaint, id, Token), Token)));
            await Eventually.HoldsAsync(() => portal.Get<FilingTogether>().Waiting == number);
        }

        letGo.SetResult();
        await holding.ContinueWith(_ => { }, TaskScheduler.Default);
        return filing;
    }

    private static async Task<(long Sequence, long Locks)> HeadAsync(TestPortal portal)
    {
        await using var db = await portal.Town.ContextAsync();
        var head = await db.AuditHeads.AsNoTracking().SingleAsync(Token);
        return (head.Sequence, head.Locks);
    }

    private sealed class BreakingCommit : DbTransactionInterceptor
    {
        public bool IsBroken { get; set; }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
            => IsBroken ? throw new IOException("The database is gone.") : ValueTask.FromResult(result);
    }
}
