using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Audit;

/// <summary>The record is searched by who, what, which case and when; what is kept from the reader is not there.</summary>
public sealed class RecordListTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Every_filter_shows_what_it_says_and_all_of_it(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (asha, bina, auditor) = (await town.HireAsync(), await town.HireAsync(), (await town.HireAsync(StaffRole.Auditor)).Actor);
        var first = await town.FileAndTakeAsync(asha);
        portal.Clock.Advance(TimeSpan.FromDays(2));
        var second = await town.FileAndTakeAsync(bina);
        var third = await town.FileAndTakeAsync(asha);
        var all = await ListAsync(portal, new AuditFilter(), auditor);

        Assert.Equal(all.Where(row => row.Act is AuditAct.ComplaintTaken), await ListAsync(portal, new AuditFilter(AuditAct.ComplaintTaken), auditor), Same);
        Assert.Equal(all.Where(row => row.By is Party.Citizen), await ListAsync(portal, new AuditFilter { By = Party.Citizen }, auditor), Same);
        Assert.Equal(all.Where(row => row.UserName == asha.Name), await ListAsync(portal, new AuditFilter { UserName = asha.UserName.ToLowerInvariant() }, auditor), Same);
        Assert.Equal(all.Where(row => row.CaseNumber == second.CaseNumber), await ListAsync(portal, new AuditFilter { CaseNumber = second.CaseNumber }, auditor), Same);
        var day = new DateOnly(2026, 7, 17);
        Assert.Equal(all.Where(row => row.On == day), await ListAsync(portal, new AuditFilter { From = day, Until = day }, auditor), Same);
        Assert.Equal(all.Where(row => row.On < day), await ListAsync(portal, new AuditFilter { Until = day.AddDays(-1) }, auditor), Same);
        Assert.Empty(await ListAsync(portal, new AuditFilter { From = day.AddDays(1) }, auditor));
        Assert.Equal(third.CaseNumber, Assert.Single(await ListAsync(portal, new AuditFilter(AuditAct.ComplaintTaken) { UserName = asha.UserName, By = Party.Staff, From = day }, auditor)).CaseNumber);
        Assert.Equal(AuditAct.ComplaintTaken, Assert.Single(await ListAsync(portal, new AuditFilter { UserName = asha.UserName, CaseNumber = first.CaseNumber }, auditor)).Act);
        Assert.Empty(await ListAsync(portal, new AuditFilter { UserName = "nobody" }, auditor));
        Assert.Empty(await ListAsync(portal, new AuditFilter { CaseNumber = "2026-009999" }, auditor));
        Assert.Empty(await ListAsync(portal, new AuditFilter(), asha.Actor));
        Assert.Empty(await portal.Get<AuditQueries>().PeopleAsync(asha.Actor, Token));
        Assert.Contains(new AuditPerson(asha.UserName, asha.Name), await portal.Get<AuditQueries>().PeopleAsync(auditor, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task A_page_looks_no_further_than_it_may_and_says_where_to_go_on(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (me, auditor) = (await town.HireAsync(), (await town.HireAsync(StaffRole.Auditor)).Actor);
        await using var db = await town.ContextAsync();
        var stamp = Stamp.Staff(me.Actor, portal.Get<MunicipalTime>());
        var records = Enumerable.Range(0, (2 * AuditQueries.Look) + 10).Select(n => AuditRecord.Of(n == 0 ? AuditAct.PasswordChanged : AuditAct.SignedIn, stamp));
        await portal.Get<Ledger>().SaveAsync(db, [.. records], Token);
        var filter = new AuditFilter(AuditAct.PasswordChanged) { UserName = me.UserName };
        var (pages, before, found) = (0, (long?)null, new List<AuditRow>());
        do
        {
            var page = await portal.Get<AuditQueries>().ListAsync(filter, before, auditor, Token);
            Assert.Equal(page.Next is not null, page.IsCut);
            (pages, before) = (pages + 1, page.Next);
            found.AddRange(page.Rows);
        }
        while (before is not null);

        Assert.Equal((3, 1), (pages, found.Count));

        var plain = await portal.Get<AuditQueries>().ListAsync(new AuditFilter(AuditAct.SignedIn), null, auditor, Token);
        Assert.Equal((AuditQueries.PageSize, plain.Rows[^1].Sequence, false), (plain.Rows.Count, plain.Next, plain.IsCut));
    }

    [Theory, OnEveryDatabase]
    public async Task A_case_that_is_kept_from_the_reader_is_like_none(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (officer, me) = (await town.HireAsync(), await town.HireAsync(StaffRole.Administrator));
        var filed = await town.FileAndTakeAsync(officer);
        var filter = new AuditFilter { CaseNumber = filed.CaseNumber };
        Assert.NotEmpty(await ListAsync(portal, filter, me.Actor));

        Town.Done(await portal.Get<ComplaintRouting>().RecuseAsync(await town.SeenAsync(filed), me.Id, "A cousin.", town.Administrator, Token));

        Assert.Same(AuditPage.Empty, await portal.Get<AuditQueries>().ListAsync(filter, null, me.Actor, Token));
        foreach (var other in new AuditFilter[] { new(), new(AuditAct.ComplaintTaken), new() { UserName = officer.UserName }, new() { By = Party.Citizen }, new() { From = DateOnly.MinValue } })
        {
            Assert.DoesNotContain(await ListAsync(portal, other, me.Actor), row => row.Act is AuditAct.ComplaintTaken or AuditAct.ComplaintFiled or AuditAct.StaffRecused);
        }
    }

    [Theory]
    [OnEveryDatabase("""UPDATE "AuditEntries" SET "Act" = 'NoSuchAct' WHERE "Sequence" = 3""", true)]
    [OnEveryDatabase("""UPDATE "AuditDetails" SET "Json" = 'no JSON' WHERE "Sequence" = 3""", false)]
    [OnEveryDatabase("""DELETE FROM "AuditDetails" WHERE "Sequence" = 3; DELETE FROM "AuditEntries" WHERE "Sequence" = 3""", null)]
    [OnEveryDatabase("""UPDATE "AuditHeads" SET "Sequence" = 3, "ChainHash" = (SELECT "ChainHash" FROM "AuditEntries" WHERE "Sequence" = 3)""", false)]
    [OnEveryDatabase("""DELETE FROM "AuditHeads" """, false)]
    public async Task A_broken_record_stops_neither_the_list_nor_filing_and_stays_broken(DatabaseProvider provider, string sql, bool? isUnreadable)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (officer, auditor) = (await town.HireAsync(), (await town.HireAsync(StaffRole.Auditor)).Actor);
        await town.FileAndTakeAsync(officer);
        await town.FileAndTakeAsync(officer);
        await using var db = await town.ContextAsync();
        await TamperingTests.DropGuardAsync(db, provider);
        await db.Database.ExecuteSqlRawAsync(sql, Token);

        var rows = await ListAsync(portal, new AuditFilter(), auditor);
        await town.FileAndTakeAsync(officer);

        Assert.Equal(isUnreadable, rows.SingleOrDefault(row => row.Sequence == 3) is { } third ? third.Act is null : null);
        Assert.Equal(rows.Count + 2, (await ListAsync(portal, new AuditFilter(), auditor)).Count);
        Assert.False((await portal.Get<AuditVerification>().VerifyAsync(Token)).Holds);
    }

    private static async Task<List<AuditRow>> ListAsync(TestPortal portal, AuditFilter filter, Actor actor)
    {
        var (rows, before) = (new List<AuditRow>(), (long?)null);
        do
        {
            var page = await portal.Get<AuditQueries>().ListAsync(filter, before, actor, Token);
            rows.AddRange(page.Rows);
            before = page.Next;
        }
        while (before is not null);

        return rows;
    }

    private static bool Same(AuditRow left, AuditRow right) => left.Sequence == right.Sequence && left.ChainHash == right.ChainHash;
}
