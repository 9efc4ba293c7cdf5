using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Audit;

/// <summary>The history of an account comes out of the record: what was done, by whom, and no names that might have to be forgotten.</summary>
public sealed class HistoryQueriesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task All_that_was_done_to_an_account_and_nothing_else(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (admin, asha, colleague) = (await town.HireAsync(StaffRole.Administrator, name: "Chandra"), await town.HireAsync(name: "Asha"), await town.HireAsync(name: "Ravi"));
        var accounts = portal.Get<StaffAccounts>();
        Town.Done(await accounts.ChangeAsync(asha.Id, new StaffDetails(asha.UserName, "Asha Rao", StaffRole.Supervisor, town.Water, "asha@town.example"), admin.Actor, Token));
        Town.Done(await portal.Get<StaffAbsence>().SetAsync(asha.Id, new Absence(new DateOnly(2026, 7, 20), null, colleague.Id), admin.Actor, Token));
        Town.Done(await accounts.SetDisabledAsync(colleague.Id, true, admin.Actor, Token));

        var history = await portal.Get<HistoryQueries>().ListAsync(AuditSubject.User(asha.Id), null, admin.Actor, Token);

        Assert.Equal([AuditAct.AbsenceSet, AuditAct.UserChanged, AuditAct.UserCreated], history.Select(row => row.Act));
        Assert.Contains(new AuditFact("changed", "name, role, e-mail"), history[1].Facts);
        Assert.Contains(new AuditFact("substitute", "Ravi"), history[0].Facts);
        Assert.Equal("Chandra", history[0].UserName);
        Assert.DoesNotContain(history.SelectMany(row => row.Facts), fact => fact.Value.Contains("town.example", StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task What_somebody_made_unreadable_keeps_nobody_from_the_rest(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (admin, asha) = (await town.HireAsync(StaffRole.Administrator), await town.HireAsync());
        Town.Done(await portal.Get<StaffAccounts>().SetDisabledAsync(asha.Id, true, admin.Actor, Token));
        var (history, subject) = (portal.Get<HistoryQueries>(), AuditSubject.User(asha.Id));
        var whole = await history.ListAsync(subject, null, admin.Actor, Token);
        await using var db = await town.ContextAsync();
        await TamperingTests.DropGuardAsync(db, provider);
        await db.Database.ExecuteSqlAsync($"""UPDATE "AuditEntries" SET "Act" = 'NoSuchAct' WHERE "Sequence" = {whole[^1].Sequence}""", Token);

        var left = await history.ListAsync(subject, null, admin.Actor, Token);

        Assert.Equal((2, null), (left.Count, left[^1].Act));
        Assert.Equal(whole.Select(row => row.Sequence), left.Select(row => row.Sequence));
        Assert.Equal(AuditAct.UserDisabled, left[0].Act);
    }

    [Fact]
    public async Task It_is_read_page_by_page_and_only_by_who_reads_the_record()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var asha = await town.HireAsync();
        for (var i = 0; i < HistoryQueries.PageSize; i++)
        {
            Town.Done(await portal.Get<StaffAccounts>().SetDisabledAsync(asha.Id, i % 2 == 0, town.Administrator, Token));
        }

        var (history, subject) = (portal.Get<HistoryQueries>(), AuditSubject.User(asha.Id));
        var first = await history.ListAsync(subject, null, town.Administrator, Token);
        Assert.Equal(HistoryQueries.PageSize, first.Count);
        Assert.Equal(AuditAct.UserCreated, Assert.Single(await history.ListAsync(subject, first[^1].Sequence, town.Administrator, Token)).Act);
        Assert.Empty(await history.ListAsync(subject, null, asha.Actor, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task People_are_found_by_a_part_of_their_name(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var asha = await town.HireAsync(name: "Asha Rao");
        await town.HireAsync(name: "Ravi");
        Town.Done(await portal.Get<StaffAbsence>().SetAsync(asha.Id, new Absence(new DateOnly(2026, 7, 14), new DateOnly(2026, 7, 16), null), town.Administrator, Token));
        var people = portal.Get<StaffQueries>();

        Assert.Equal(["Asha Rao"], (await people.ListAsync(1, " rAO ", town.Administrator, Token)).Rows.Select(row => row.DisplayName));
        Assert.Equal(["Ravi"], (await people.ListAsync(1, "officer2", town.Administrator, Token)).Rows.Select(row => row.DisplayName));
        Assert.Empty((await people.ListAsync(1, "%", town.Administrator, Token)).Rows);
        Assert.True((await people.FindAsync(asha.Id, town.Administrator, Token))!.IsAway(new DateOnly(2026, 7, 15)));
        Assert.Null(await people.FindAsync(asha.Id, asha.Actor, Token));
    }

    [Theory]
    [InlineData("no address", Refusal.EmailInvalid)]
    [InlineData("asha@town.example", null)]
    [InlineData("", null)]
    public async Task An_address_is_one_or_none(string email, Refusal? refusal)
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var asha = await town.HireAsync();

        Assert.Equal(refusal, (await portal.Get<StaffAccounts>().ChangeAsync(asha.Id, new StaffDetails(asha.UserName, asha.Name, StaffRole.Officer, town.Water, email), town.Administrator, Token)).Refusal);
    }
}
