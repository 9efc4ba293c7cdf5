using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Persistence.Sqlite;
using Mibsp.Domain.Settings;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Filing;

/// <summary>What was read of the town is used again, and nobody goes by what has been changed since.</summary>
public sealed class TownReadingTests
{
    // A Wednesday; the leakage is due on the fifth working day after it.
    private static readonly DateOnly _due = new(2026, 7, 22);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Every_change_of_an_administrator_holds_for_the_next_complaint(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await ChangesHoldAsync(portal, portal.Get<ComplaintFiling>());
    }

    [Theory, OnEveryDatabase]
    public async Task So_it_does_on_another_node(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await portal.Town.FoundAsync();
        var towns = new TownReading(portal.Get<RulesReading>());
        using var ledger = new Ledger(portal.Get<MunicipalTime>(), portal.Get<RulesReading>(), towns);
        var contexts = portal.Get<IDbContextFactory<MibspDbContext>>();
        var reception = portal.Get<ComplaintReception>();
        var other = new ComplaintFiling(contexts, new FilingTogether(contexts, ledger, towns, reception), reception, portal.Get<EvidenceStore>(), portal.Get<IComplaintEvents>());

        await ChangesHoldAsync(portal, other);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_read_again()
    {
        var counting = new CountingReads("\"Services\"");
        using var portal = new TestPortal(also: services => services.ConfigureDbContext<SqliteMibspDbContext>(o => o.AddInterceptors(counting)));
        var town = await portal.Town.FoundAsync();
        await FileAsync(portal.Get<ComplaintFiling>(), town.Water, town.Leakage);
        var before = counting.Reads;

        await FileAsync(portal.Get<ComplaintFiling>(), town.Water, town.Leakage);
        Assert.Equal((1, 1), (before, counting.Reads));

        Town.Done(await portal.Get<DirectoryEditing>().SaveWardAsync(isNew: true, 4, "Ward 4", isDisabled: false, town.Administrator, Token));
        await FileAsync(portal.Get<ComplaintFiling>(), town.Water, town.Leakage);
        Assert.Equal(2, counting.Reads);
    }

    [Theory, OnEveryDatabase]
    public async Task A_change_that_was_refused_changes_nothing(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        await using (var db = await town.ContextAsync())
        {
            var outcome = await portal.Get<Ledger>().ChangeAsync(db, async (_, token) =>
            {
                (await db.Services.SingleAsync(s => s.Id == town.Leakage, token)).Change("Pipeline Leakage", "", 1, true);
                await db.SaveChangesAsync(token);
                throw new RuleBrokenException(Refusal.NotFound);
            }, Token);
            Assert.Equal(Refusal.NotFound, outcome.Refusal);
        }

        Assert.Equal(_due, (await FileAsync(portal.Get<ComplaintFiling>(), town.Water, town.Leakage)).DeadlineOn);
    }

    private static async Task ChangesHoldAsync(TestPortal portal, ComplaintFiling filing)
    {
        var town = portal.Town.Water == 0 ? await portal.Town.FoundAsync() : portal.Town;
        var (directory, calendars, me) = (portal.Get<DirectoryEditing>(), portal.Get<CalendarEditing>(), town.Administrator);
        Assert.Equal(_due, (await FileAsync(filing, town.Water, town.Leakage)).DeadlineOn);

        Town.Done(await directory.SaveServiceAsync(town.Leakage, town.Water, "Pipeline Leakage", "", 6, isActive: true, me, Token));
        Assert.Equal(_due.AddDays(1), (await FileAsync(filing, town.Water, town.Leakage)).DeadlineOn);

        Town.Done(await calendars.SetDayAsync(Calendar.TownHall, new DateOnly(2026, 7, 17), 0, "Holiday", me, Token));
        Assert.Equal(_due.AddDays(2), (await FileAsync(filing, town.Water, town.Leakage)).DeadlineOn);

        Town.Done(await calendars.UnsetDayAsync(Calendar.TownHall, new DateOnly(2026, 7, 17), me, Token));
        Assert.Equal(_due.AddDays(1), (await FileAsync(filing, town.Water, town.Leakage)).DeadlineOn);

        Town.Done(await calendars.CreateAsync("Every day", me, Token));
        Town.Done(await calendars.SetWeekAsync(2, [2, 2, 2, 2, 2, 2, 2], me, Token));
        Town.Done(await calendars.AssignAsync(town.Water, 2, me, Token));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(_due, (await FileAsync(filing, town.Water, town.Leakage)).DeadlineOn);

        Town.Done(await portal.Get<SettingEditing>().ChangeAsync(TownSetting.WithoutServiceDays, ClockRules.Usual.WithoutServiceDays, 2, me, Token));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(new DateOnly(2026, 7, 19), (await FileAsync(filing, town.Water, null)).DeadlineOn);

        Town.Done(await directory.SaveWardAsync(isNew: false, 2, "Ward 2", isDisabled: true, me, Token));
        Assert.Equal(Refusal.WardUnknown, (await FileAsync(filing, town.Water, town.Leakage, ward: 2)).Refusal);

        Town.Done(await directory.SaveServiceAsync(town.Leakage, town.Water, "Pipeline Leakage", "", 6, isActive: false, me, Token));
        Assert.Equal(Refusal.ServiceNotOfDepartment, (await FileAsync(filing, town.Water, town.Leakage)).Refusal);

        Town.Done(await directory.SaveDepartmentAsync(town.Water, "Water Supply", isActive: false, me, Token));
        Assert.Equal(Refusal.DepartmentMissing, (await FileAsync(filing, town.Water, null)).Refusal);

        Town.Done(await directory.SaveDepartmentAsync(null, "Parks", isActive: true, me, Token));
        await using var db = await town.ContextAsync();
        Assert.True((await FileAsync(filing, await db.Departments.Where(d => d.Name == "Parks").Select(d => d.Id).SingleAsync(Token), null)).Succeeded);
        await Chronicle.HoldsAsync(portal);
    }

    private static Task<FilingOutcome> FileAsync(ComplaintFiling filing, int department, int? service, int? ward = null)
        => filing.FileAsync(A.NewComplaint(department, serviceId: service, wardId: ward), TrackingId.New(), Token);

    private sealed class CountingReads(string table) : DbCommandInterceptor
    {
        public int Reads { get; private set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Reads += command.CommandText.StartsWith("SELECT", StringComparison.Ordinal) && command.CommandText.Contains($"FROM {table}", StringComparison.Ordinal) && !command.CommandText.Contains("WHERE", StringComparison.Ordinal) ? 1 : 0;
            return ValueTask.FromResult(result);
        }
    }
}
