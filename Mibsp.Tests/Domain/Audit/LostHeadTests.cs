using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Audit;

/// <summary>Somebody deletes the row in which the record ends. Complaints still come in, figures are still shown, and every check finds it, for good.</summary>
public sealed class LostHeadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [OnEveryDatabase("""DELETE FROM "AuditHeads" """, 3L)]
    [OnEveryDatabase("""DELETE FROM "AuditHeads"; DELETE FROM "AuditDetails" WHERE "Sequence" = 2; DELETE FROM "AuditEntries" WHERE "Sequence" = 2""", 2L)]
    [OnEveryDatabase("""DELETE FROM "AuditHeads"; DELETE FROM "AuditDetails"; DELETE FROM "AuditEntries" """, 1L)]
    public async Task Complaints_come_in_and_the_break_stays(DatabaseProvider provider, string sql, long firstBad)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var auditor = (await town.HireAsync(StaffRole.Auditor)).Actor;
        await town.HireAsync();
        await BreakAsync(portal, sql);
        Assert.Equal(0, await portal.Get<FigureQueries>().SequenceAsync(Token));
        Assert.Equal(0, (await portal.Get<FigureQueries>().ReadAsync(Token)).Sequence);
        Assert.Equal(0, await portal.Get<RecordTailQueries>().HeadAsync(Token));
        Assert.False((await portal.Get<AuditVerification>().VerifyAsync(Token)).Holds);

        var (first, second) = (await town.FileAsync(), await town.FileAsync());

        Assert.NotEqual(first.CaseNumber, second.CaseNumber);
        await using var db = await town.ContextAsync();
        Assert.Equal(await db.AuditEntries.MaxAsync(e => e.Sequence, Token), await portal.Get<RecordTailQueries>().HeadAsync(Token));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(firstBad, (await portal.Get<RecordChecking>().CheckAsync(null, auditor, null, Token))!.FirstBad);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Whoever_comes_at_the_same_time_waits_for_the_one_who_puts_it_back(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        await town.HireAsync();
        await BreakAsync(portal, """DELETE FROM "AuditHeads" """);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            await using var mine = await town.ContextAsync();
            await mine.Database.CreateExecutionStrategy().ExecuteAsync(async ct =>
            {
                await using var transaction = await HeadLock.TakeAsync(mine, ct);
                await transaction.CommitAsync(ct);
            }, Token);
        })));

        await using var db = await town.ContextAsync();
        var head = await db.AuditHeads.AsNoTracking().SingleAsync(Token);
        Assert.Equal((6L, 1L), (head.Locks, head.Sequence));
    }

    private static async Task BreakAsync(TestPortal portal, string sql)
    {
        await using var db = await portal.Town.ContextAsync();
        await TamperingTests.DropGuardAsync(db, portal.Provider);
        await db.Database.ExecuteSqlRawAsync(sql, Token);
    }
}
