using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Audit;

/// <summary>A part of the record is checked for itself: what is in it is found, what is outside it is not spoken of.</summary>
public sealed class RangeCheckTests
{
    private const long Length = 5000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task A_range_holds_or_breaks_by_what_is_in_it(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var auditor = await GrowAsync(portal);
        foreach (var range in new AuditRange[] { new(1, 1), new(1, Length), new(2, Length), new(Length, Length), new(2000, 4100) })
        {
            var verdict = await portal.Get<RecordChecking>().CheckAsync(range, auditor, null, Token);
            Assert.Equal(new AuditVerdict(range.Count, null, 0) { Range = range }, verdict);
        }

        await BreakAsync(portal, """UPDATE "AuditEntries" SET "Act" = 'SignedIn' WHERE "Sequence" = 3000""");

        Assert.Equal(3000, (await CheckAsync(portal, new AuditRange(1, Length), auditor)).FirstBad);
        Assert.Equal(3000, (await CheckAsync(portal, new AuditRange(3000, 3000), auditor)).FirstBad);
        Assert.Equal(3000, (await CheckAsync(portal, new AuditRange(2990, 3010), auditor)).FirstBad);
        Assert.True((await CheckAsync(portal, new AuditRange(1, 2999), auditor)).Holds);

        // Only itself: from what the entry before says, which was not looked at.
        Assert.True((await CheckAsync(portal, new AuditRange(3001, 3500), auditor)).Holds);
        Assert.Equal(3000, (await CheckAsync(portal, null, auditor)).FirstBad);
    }

    [Theory]
    [InlineData(1999L, 2000L, 2500L, """DELETE FROM AuditDetails WHERE Sequence = 1999; DELETE FROM AuditEntries WHERE Sequence = 1999""")]
    [InlineData(2100L, 2000L, 2500L, """DELETE FROM AuditDetails WHERE Sequence = 2100; DELETE FROM AuditEntries WHERE Sequence = 2100""")]
    [InlineData(2000L, 2000L, 2500L, """UPDATE AuditEntries SET ChainHash = Commitment WHERE Sequence = 1999""")]
    [InlineData(2500L, 2000L, 2500L, """UPDATE AuditEntries SET ChainHash = Commitment WHERE Sequence = 2500""")]
    [InlineData(2222L, 2000L, 2500L, """UPDATE AuditEntries SET Act = 'NoSuchAct' WHERE Sequence = 2222""")]
    [InlineData(2222L, 2000L, 2500L, """UPDATE AuditDetails SET Json = '[]' WHERE Sequence = 2222""")]
    [InlineData(5001L, 4990L, 5000L, """UPDATE AuditHeads SET ChainHash = (SELECT ChainHash FROM AuditEntries WHERE Sequence = 8), Sequence = 5001""")]
    public async Task Every_kind_of_break_is_found_in_a_range_that_touches_it(long bad, long first, long last, string sql)
    {
        using var portal = new TestPortal();
        var auditor = await GrowAsync(portal);
        await BreakAsync(portal, sql);

        // The last of them lies at the end, of which only a range to the end can speak.
        var range = new AuditRange(first, bad == Length + 1 ? bad : last);
        Assert.Equal(bad, (await portal.Get<AuditVerification>().VerifyAsync(range, null, Token)).FirstBad);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(-3, 5)]
    [InlineData(6, 5)]
    [InlineData(1, 5001)]
    [InlineData(5001, 5001)]
    public async Task What_is_no_part_of_the_record_is_not_checked_and_not_entered(long first, long last)
    {
        using var portal = new TestPortal();
        var auditor = await GrowAsync(portal);

        Assert.Null(await portal.Get<RecordChecking>().CheckAsync(new AuditRange(first, last), auditor, null, Token));
        Assert.Equal(Length, await portal.Get<RecordChecking>().EndAsync(auditor, Token));
        Assert.Equal(0, await portal.Get<RecordChecking>().EndAsync(auditor with { Role = StaffRole.Officer }, Token));
    }

    [Fact]
    public async Task One_that_is_stopped_says_how_far_it_came_and_is_not_entered()
    {
        using var portal = new TestPortal();
        var auditor = await GrowAsync(portal);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var seen = new List<AuditProgress>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => portal.Get<RecordChecking>().CheckAsync(new AuditRange(11, Length), auditor, new Told(p =>
        {
            seen.Add(p);
            stop.Cancel();
        }), stop.Token));

        Assert.Equal(new AuditProgress(2000, Length - 10), Assert.Single(seen));
        Assert.Equal(Length, await portal.Get<RecordChecking>().EndAsync(auditor, Token));
    }

    [Fact]
    public async Task A_break_is_remembered_until_a_check_of_the_same_entry_holds()
    {
        using var portal = new TestPortal();
        var auditor = await GrowAsync(portal);
        var checking = portal.Get<RecordChecking>();
        await CheckAsync(portal, null, auditor);
        Assert.Null(await checking.LastBreakAsync(auditor, Token));
        await BreakAsync(portal, "UPDATE AuditDetails SET Json = '[]' WHERE Sequence = 3000");
        await CheckAsync(portal, new AuditRange(2900, 3100), auditor);
        Assert.Equal(new BrokenRecord(3000, new DateOnly(2026, 7, 15)), await checking.LastBreakAsync(auditor, Token));
        Assert.Null(await checking.LastBreakAsync(auditor with { Role = StaffRole.Supervisor }, Token));

        await CheckAsync(portal, new AuditRange(1, 2000), auditor);
        Assert.Equal(3000, (await checking.LastBreakAsync(auditor, Token))?.FirstBad);
        await BreakAsync(portal, "UPDATE AuditDetails SET Json = '{}' WHERE Sequence = 3000", isGuarded: false);
        await CheckAsync(portal, new AuditRange(3000, 3000), auditor);

        Assert.Null(await checking.LastBreakAsync(auditor, Token));
    }

    private static async Task<AuditVerdict> CheckAsync(TestPortal portal, AuditRange? range, Actor auditor)
    {
        var verdict = await portal.Get<RecordChecking>().CheckAsync(range, auditor, null, Token);
        Assert.NotNull(verdict);
        return verdict;
    }

    private static async Task<Actor> GrowAsync(TestPortal portal)
    {
        var town = await portal.Town.FoundAsync();
        var auditor = (await town.HireAsync(StaffRole.Auditor)).Actor;
        await using var db = await town.ContextAsync();
        var records = Enumerable.Range(0, (int)Length - 1).Select(_ => AuditRecord.Of(AuditAct.ComplaintFiled, Stamp.Citizen(portal.Get<MunicipalTime>()))).ToList();
        await portal.Get<Ledger>().SaveAsync(db, records, Token);
        return auditor;
    }

    private static async Task BreakAsync(TestPortal portal, string sql, bool isGuarded = true)
    {
        await using var db = await portal.Town.ContextAsync();
        if (isGuarded)
        {
            await TamperingTests.DropGuardAsync(db, portal.Provider);
        }

        await db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), Token);
    }

    private sealed class Told(Action<AuditProgress> tell) : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value) => tell(value);
    }
}
