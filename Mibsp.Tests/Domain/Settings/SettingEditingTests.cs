using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Settings;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Settings;

/// <summary>Settings change while the portal runs: from tomorrow on, on every node, and for nothing that was given already.</summary>
public sealed class SettingEditingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task A_change_holds_from_tomorrow_on_every_node_and_not_for_what_was_filed(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        using var other = portal.Beside();
        var town = await portal.Town.FoundAsync();
        other.Town.Copy(town);
        var before = await DeadlineAsync(await town.FileAsync(A.NewComplaint(town.Water)));
        Assert.Equal(new DateOnly(2026, 8, 5), before);

        Town.Done(await portal.Get<SettingEditing>().ChangeAsync(TownSetting.WithoutServiceDays, 15, 2, town.Administrator, Token));
        Assert.Equal(before, await DeadlineAsync(await other.Town.FileAsync(A.NewComplaint(town.Water))));
        portal.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(new DateOnly(2026, 7, 20), await DeadlineAsync(await other.Town.FileAsync(A.NewComplaint(town.Water))));
        await using var db = await town.ContextAsync();
        Assert.Equal(2, await db.Complaints.CountAsync(c => c.DeadlineOn == before, Token));
        await Chronicle.HoldsAsync(portal);

        async Task<DateOnly> DeadlineAsync(Filed filed) => (await portal.Get<TrackingQueries>().FindAsync(filed.TrackingId, Token))!.DeadlineOn;
    }

    [Fact]
    public async Task A_case_keeps_the_rules_of_the_day_on_which_it_was_filed()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        var old = await town.FileAndTakeAsync(officer);
        Town.Done(await portal.Get<SettingEditing>().ChangeAsync(TownSetting.AwaitingCitizenDays, 10, 1, town.Administrator, Token));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        var young = await town.FileAndTakeAsync(officer);
        foreach (var filed in new[] { old, young })
        {
            Town.Done(await portal.Get<ComplaintHandling>().AskCitizenAsync(await town.SeenAsync(filed), "Where?", officer.Actor, Token));
        }

        await using var db = await town.ContextAsync();
        var late = await db.Complaints.ToDictionaryAsync(c => c.Id, c => c.LateAfterOn, Token);

        // Five working days for the service, and ten or one for the pause.
        Assert.Equal(new DateOnly(2026, 8, 5), late[old.Id]);
        Assert.Equal(new DateOnly(2026, 7, 24), late[young.Id]);
    }

    [Fact]
    public async Task A_proposed_closing_lasts_as_long_as_was_said_on_its_day()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        var old = await town.FileAndTakeAsync(officer);
        await town.ProposeAsync(old, officer);
        Town.Done(await portal.Get<SettingEditing>().ChangeAsync(TownSetting.ConfirmationDays, 30, 7, town.Administrator, Token));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        var young = await town.FileAndTakeAsync(officer);
        await town.ProposeAsync(young, officer);
        Assert.Equal((30, 7), (await DaysAsync(old), await DaysAsync(young)));

        portal.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(1, await portal.Get<ComplaintClosing>().CloseSilentAsync(Token));
        Assert.Equal((ComplaintStatus.ActionTaken, ComplaintStatus.Closed), (await StatusAsync(old), await StatusAsync(young)));
        portal.Clock.Advance(TimeSpan.FromDays(22));
        Assert.Equal(1, await portal.Get<ComplaintClosing>().CloseSilentAsync(Token));

        async Task<int> DaysAsync(Filed filed) => (await portal.Get<TrackingQueries>().FindAsync(filed.TrackingId, Token))!.ConfirmationDays;
        async Task<ComplaintStatus> StatusAsync(Filed filed) => (await portal.Get<TrackingQueries>().FindAsync(filed.TrackingId, Token))!.Status;
    }

    [Fact]
    public async Task Sensitive_reports_are_held_back_as_set()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        Town.Done(await portal.Get<SettingEditing>().ChangeAsync(TownSetting.ReleaseMostMinutes, 0, 60, town.Administrator, Token));
        Assert.NotEmpty((await town.FileAsync(A.NewComplaint(town.Water, ComplaintKind.BribeDemanded))).CaseNumber);
        portal.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Empty((await town.FileAsync(A.NewComplaint(town.Water, ComplaintKind.BribeDemanded))).CaseNumber);
        Assert.Equal(Refusal.SettingOutOfRange, (await portal.Get<SettingEditing>().ChangeAsync(TownSetting.ReleaseLeastMinutes, 0, 61, town.Administrator, Token)).Refusal);
    }

    [Theory]
    [InlineData(TownSetting.ConfirmationDays, 30, 6, Refusal.SettingOutOfRange)]
    [InlineData(TownSetting.ConfirmationDays, 30, 366, Refusal.SettingOutOfRange)]
    [InlineData(TownSetting.Hops, 3, 0, Refusal.SettingOutOfRange)]
    [InlineData(TownSetting.Hops, 4, 5, Refusal.ChangedByOthers)]
    [InlineData((TownSetting)99, 1, 1, Refusal.NotFound)]
    [InlineData(TownSetting.Hops, 3, 5, null)]
    public async Task A_value_has_bounds_and_what_somebody_else_changed_is_told(TownSetting setting, int seen, int value, Refusal? refusal)
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();

        Assert.Equal(refusal, (await portal.Get<SettingEditing>().ChangeAsync(setting, seen, value, town.Administrator, Token)).Refusal);
    }

    [Fact]
    public async Task The_last_of_a_day_counts_and_all_stand_in_the_history()
    {
        using var portal = new TestPortal();
        var (town, settings) = (await portal.Town.FoundAsync(), portal.Get<SettingEditing>());
        Town.Done(await settings.ChangeAsync(TownSetting.Hops, 3, 5, town.Administrator, Token));
        Town.Done(await settings.ChangeAsync(TownSetting.Hops, 5, 4, town.Administrator, Token));

        Assert.Contains(new SettingRow(TownSetting.Hops, 3, 4), await settings.ListAsync((await town.HireAsync(StaffRole.Auditor)).Actor, Token));
        Assert.Empty(await settings.ListAsync((await town.HireAsync()).Actor, Token));
        var history = await portal.Get<HistoryQueries>().ListAsync(AuditSubject.Settings, null, town.Administrator, Token);
        Assert.Equal(["Hops 5 > 4", "Hops 3 > 5"], history.Select(row => row.Facts.Single(f => f.Key == "changed").Value));
        Assert.All(history, row => Assert.Equal(AuditAct.SettingChanged, row.Act));
    }
}
