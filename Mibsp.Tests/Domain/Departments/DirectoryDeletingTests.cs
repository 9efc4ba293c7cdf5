using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Common;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Templates;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Departments;

/// <summary>Only what nothing refers to is deleted; for the rest it is said what does.</summary>
public sealed class DirectoryDeletingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task What_is_used_stays_and_says_by_what(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (town, deleting) = (await portal.Town.FoundAsync(), portal.Get<DirectoryDeleting>());
        await town.FileAsync();
        await town.HireAsync(StaffRole.Officer, town.Roads);
        Town.Done(await portal.Get<TemplateEditing>().SaveAsync(null, new TemplateDraft(town.Roads, "Thanks", "Thank you."), town.Administrator, Token));
        Town.Done(await portal.Get<CalendarEditing>().CreateAsync("Roads", town.Administrator, Token));
        Town.Done(await portal.Get<CalendarEditing>().AssignAsync(town.Roads, 2, town.Administrator, Token));

        Assert.Equal([DirectoryUse.Complaints, DirectoryUse.Services], (await deleting.DeleteDepartmentAsync(town.Water, town.Administrator, Token)).UsedBy);
        Assert.Equal([DirectoryUse.Services, DirectoryUse.Staff, DirectoryUse.Templates], (await deleting.DeleteDepartmentAsync(town.Roads, town.Administrator, Token)).UsedBy);
        Assert.Equal([DirectoryUse.Complaints], (await deleting.DeleteServiceAsync(town.Leakage, town.Administrator, Token)).UsedBy);
        Assert.Equal([DirectoryUse.Complaints], (await deleting.DeleteWardAsync(2, town.Administrator, Token)).UsedBy);
        Assert.Equal([DirectoryUse.Departments], (await deleting.DeleteCalendarAsync(2, town.Administrator, Token)).UsedBy);
        Assert.Equal(Refusal.NotFound, (await deleting.DeleteDepartmentAsync(town.IntegrityCell, town.Administrator, Token)).Refusal);
        var directory = portal.Get<DirectoryQueries>();
        Assert.Equal((3, 2, 3), ((await directory.DepartmentsAsync(Token)).Count, (await directory.ServicesAsync(Token)).Count, (await directory.WardsAsync(Token)).Count));
    }

    [Theory, OnEveryDatabase]
    public async Task What_nothing_refers_to_goes_and_the_record_keeps_that_it_was(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (town, deleting) = (await portal.Town.FoundAsync(), portal.Get<DirectoryDeleting>());

        Assert.True((await deleting.DeleteServiceAsync(town.Potholes, town.Administrator, Token)).Succeeded);
        Assert.True((await deleting.DeleteDepartmentAsync(town.Roads, town.Administrator, Token)).Succeeded);
        Assert.True((await deleting.DeleteWardAsync(3, town.Administrator, Token)).Succeeded);

        Assert.DoesNotContain(await portal.Get<DirectoryQueries>().DepartmentsAsync(Token), d => d.Id == town.Roads);
        var history = await portal.Get<HistoryQueries>().ListAsync(AuditSubject.Department(town.Roads), null, town.Administrator, Token);
        Assert.Equal([AuditAct.DepartmentDeleted, AuditAct.ServiceDeleted], history.Select(row => row.Act));
        await Chronicle.HoldsAsync(portal);
    }

    [Fact]
    public async Task A_disabled_ward_is_not_offered_and_stays_named()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var before = await town.FileAsync();

        Town.Done(await portal.Get<DirectoryEditing>().SaveWardAsync(isNew: false, 2, "Ward 2", isDisabled: true, town.Administrator, Token));

        var refused = await portal.Get<Mibsp.Domain.Filing.ComplaintFiling>().FileAsync(A.NewComplaint(town.Water, wardId: 2), Mibsp.Domain.Tracking.TrackingId.New(), Token);
        Assert.Equal(Refusal.WardUnknown, refused.Refusal);
        Assert.Equal(2, (await portal.Get<Mibsp.Domain.Tracking.TrackingQueries>().FindAsync(before.TrackingId, Token))!.WardId);
        Assert.Contains(await portal.Get<DirectoryQueries>().WardsAsync(Token), ward => ward is { Id: 2, IsDisabled: true });
    }

    [Theory]
    [InlineData(1, "Old Town", Refusal.AlreadyThere)]
    [InlineData(0, "Old Town", Refusal.WardUnknown)]
    [InlineData(7, " ", Refusal.NameMissing)]
    [InlineData(7, " Ward 2 ", Refusal.NameTaken)]
    [InlineData(7, "Old Town", null)]
    public async Task A_ward_has_a_number_and_a_name_of_its_own(int number, string name, Refusal? refusal)
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();

        Assert.Equal(refusal, (await portal.Get<DirectoryEditing>().SaveWardAsync(isNew: true, number, name, isDisabled: false, town.Administrator, Token)).Refusal);
    }

    [Theory]
    [InlineData(StaffRole.Supervisor)]
    [InlineData(StaffRole.Auditor)]
    public async Task Only_administrators_delete_and_keep_wards_calendars_and_settings(StaffRole role)
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var me = (await town.HireAsync(role)).Actor;

        Assert.Equal(Refusal.NotFound, (await portal.Get<DirectoryDeleting>().DeleteWardAsync(3, me, Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await portal.Get<DirectoryEditing>().SaveWardAsync(true, 9, "Nine", false, me, Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await portal.Get<CalendarEditing>().CreateAsync("Mine", me, Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await portal.Get<Mibsp.Domain.Settings.SettingEditing>().ChangeAsync(Mibsp.Domain.Settings.TownSetting.Hops, 3, 4, me, Token)).Refusal);
        Assert.Empty((await portal.Get<Mibsp.Domain.Departments.Import.DirectoryImporting>().PlanAsync("department\nParks"u8.ToArray(), me, Token)).Lines);
    }
}
