using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Officers;

/// <summary>What administrators keep, what each role may see, and what citizens can do afterwards.</summary>
public sealed class AccountsAndDirectoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Accounts_are_checked_before_they_are_made(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var accounts = portal.Get<StaffAccounts>();
        var good = new StaffDetails("asha", "Asha", StaffRole.Officer, town.Water);
        async Task<Refusal?> Try(StaffDetails details, string password = A.Password, Actor? actor = null)
            => (await accounts.CreateAsync(details, password, actor ?? town.Administrator, Token)).Refusal;

        Assert.Null(await Try(good));
        Assert.Equal(Refusal.NameTaken, await Try(good with { UserName = " ASHA " }));
        Assert.Equal(Refusal.NameMissing, await Try(good with { UserName = " " }));
        Assert.Equal(Refusal.NameMissing, await Try(good with { UserName = "b", DisplayName = "" }));
        Assert.Equal(Refusal.DepartmentMissing, await Try(good with { UserName = "b", DepartmentId = null }));
        Assert.Equal(Refusal.DepartmentMissing, await Try(good with { UserName = "b", DepartmentId = 4711 }));
        Assert.Equal(Refusal.PasswordTooWeak, await Try(good with { UserName = "b" }, "short-1"));
        Assert.Equal(Refusal.PasswordTooWeak, await Try(good with { UserName = "b" }, "aaaaaaaaaaaa"));
        var officer = await town.HireAsync();
        Assert.Equal(Refusal.NotFound, await Try(good with { UserName = "b" }, actor: officer.Actor));
        await using var db = await town.ContextAsync();
        Assert.Equal(2, await db.AuditEntries.CountAsync(Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_shuts_themselves_or_the_last_administrator_out(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (accounts, admin) = (portal.Get<StaffAccounts>(), await town.HireAsync(StaffRole.Administrator));

        Assert.Equal(Refusal.NotYourself, (await accounts.SetDisabledAsync(admin.Id, true, admin.Actor, Token)).Refusal);
        Assert.Equal(Refusal.NotYourself, (await accounts.ChangeAsync(admin.Id, new("a", "A", StaffRole.Auditor, null), admin.Actor, Token)).Refusal);
        Assert.Equal(Refusal.LastAdministrator, (await accounts.SetDisabledAsync(admin.Id, true, town.Administrator, Token)).Refusal);
        Assert.Equal(Refusal.LastAdministrator, (await accounts.ChangeAsync(admin.Id, new("a", "A", StaffRole.Auditor, null), town.Administrator, Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await accounts.SetDisabledAsync(Identifiers.Random(), true, admin.Actor, Token)).Refusal);
    }

    [Theory, OnEveryDatabase]
    public async Task Disabling_and_resetting_end_what_is_open(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (accounts, officer) = (portal.Get<StaffAccounts>(), await town.HireAsync());
        async Task<StaffUser> UserAsync()
        {
            await using var db = await town.ContextAsync();
            return await db.Users.AsNoTracking().SingleAsync(u => u.Id == officer.Id, Token);
        }

        var before = await UserAsync();
        Town.Done(await accounts.SetDisabledAsync(officer.Id, true, town.Administrator, Token));
        var disabled = await UserAsync();
        Town.Done(await accounts.ResetPasswordAsync(officer.Id, "Another-horse-8", town.Administrator, Token));
        var reset = await UserAsync();

        Assert.Equal(3, new[] { before, disabled, reset }.Select(u => u.SecurityStamp).Distinct().Count());
        Assert.True(disabled.IsDisabled && reset is { IsDisabled: true, MustChangePassword: true } && reset.PasswordHash != before.PasswordHash);
        Assert.Equal(Refusal.PasswordTooWeak, (await accounts.ResetPasswordAsync(officer.Id, "short", town.Administrator, Token)).Refusal);
    }

    [Theory, OnEveryDatabase]
    public async Task The_directory_takes_names_once_and_days_within_reason(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (editing, admin) = (portal.Get<DirectoryEditing>(), town.Administrator);

        Town.Done(await editing.SaveDepartmentAsync(null, " Parks ", true, admin, Token));
        Assert.Equal(Refusal.NameTaken, (await editing.SaveDepartmentAsync(null, "Parks", true, admin, Token)).Refusal);
        Assert.Equal(Refusal.NameTaken, (await editing.SaveDepartmentAsync(town.Roads, "Parks", true, admin, Token)).Refusal);
        Assert.Equal(Refusal.NameMissing, (await editing.SaveDepartmentAsync(null, " ", true, admin, Token)).Refusal);
        Assert.Equal(Refusal.TextTooLong, (await editing.SaveDepartmentAsync(null, new string('x', 101), true, admin, Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await editing.SaveDepartmentAsync(4711, "Gone", true, admin, Token)).Refusal);
        Assert.Equal(Refusal.DaysOutOfRange, (await editing.SaveServiceAsync(null, town.Roads, "X", "", 0, true, admin, Token)).Refusal);
        Assert.Equal(Refusal.DaysOutOfRange, (await editing.SaveServiceAsync(null, town.Roads, "X", "", 366, true, admin, Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await editing.SaveServiceAsync(town.Leakage, town.Roads, "X", "", 5, true, admin, Token)).Refusal);
        Assert.Equal(Refusal.NameTaken, (await editing.SaveServiceAsync(null, town.Roads, "Pothole Repair", "", 5, true, admin, Token)).Refusal);
        Town.Done(await editing.SaveServiceAsync(null, town.Water, "Pothole Repair", "", 5, true, admin, Token));
        Town.Done(await editing.SaveDepartmentAsync(town.IntegrityCell, "Vigilance", false, admin, Token));

        var departments = await portal.Get<DirectoryQueries>().DepartmentsAsync(Token);
        Assert.True(departments.Single(d => d.Id == town.IntegrityCell) is { IsActive: true, Name: "Vigilance" });
        Assert.Equal(Refusal.NotFound, (await editing.SaveDepartmentAsync(null, "Mine", true, (await town.HireAsync()).Actor, Token)).Refusal);
        await Chronicle.HoldsAsync(portal);
    }

    [Theory]
    [OnEveryDatabase(StaffRole.Officer, true, true)]
    [OnEveryDatabase(StaffRole.Supervisor, true, true)]
    [OnEveryDatabase(StaffRole.IntegrityOfficer, false, false)]
    [OnEveryDatabase(StaffRole.Commissioner, false, false)]
    [OnEveryDatabase(StaffRole.Administrator, true, false)]
    [OnEveryDatabase(StaffRole.Auditor, false, false)]
    public async Task Each_role_sees_what_is_its_own(DatabaseProvider provider, StaffRole role, bool sees, bool reads)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();

        // There is a head, so that nobody else has to answer for it.
        await town.HireAsync(StaffRole.Supervisor);
        var member = await town.HireAsync(role);
        var filed = await town.FileAsync();
        await town.FileAsync(A.NewComplaint(town.Roads));

        var list = await portal.Get<ComplaintQueries>().ListAsync(new QueueFilter(CaseNumber: filed.CaseNumber), member.Actor, Token);
        var view = await portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, member.Actor, Token);

        Assert.Equal(sees, list.Rows.Count == 1);
        Assert.Equal((sees, reads), (view is not null, view?.Story is not null));
        Assert.Equal(sees, await portal.Get<ComplaintQueries>().FindAsync(filed.CaseNumber, member.Actor, Token) is not null);
    }

    [Theory]
    [OnEveryDatabase("%")]
    [OnEveryDatabase("_")]
    [OnEveryDatabase("2026-00000_")]
    [OnEveryDatabase("' OR 1=1 --")]
    [OnEveryDatabase("\0")]
    public async Task A_search_finds_numbers_and_not_patterns(DatabaseProvider provider, string typed)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        await town.FileAsync();

        Assert.Empty((await portal.Get<ComplaintQueries>().ListAsync(new QueueFilter(CaseNumber: typed), officer.Actor, Token)).Rows);
        Assert.Single((await portal.Get<ComplaintQueries>().ListAsync(new QueueFilter(CaseNumber: " 000001 "), officer.Actor, Token)).Rows);
    }

    [Theory, OnEveryDatabase]
    public async Task An_answer_moves_an_awaiting_complaint_on_and_an_unknown_ID_finds_nothing(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (officer, tracking) = (await town.HireAsync(), portal.Get<ComplaintTracking>());
        var filed = await town.FileAndTakeAsync(officer);
        Town.Done(await portal.Get<ComplaintHandling>().AskCitizenAsync(await town.SeenAsync(filed), "Which street?", officer.Actor, Token));

        Town.Done(await tracking.WriteAsync(filed.TrackingId, " The long one. ", Token));

        var tracked = await portal.Get<TrackingQueries>().FindAsync(filed.TrackingId, Token);
        Assert.Equal((ComplaintStatus.UnderReview, "The long one."), (tracked!.Status, tracked.Messages[^1].Text));
        var unknown = TrackingId.New();
        Assert.Null(await portal.Get<TrackingQueries>().FindAsync(unknown, Token));
        Assert.All(
            [await tracking.WriteAsync(unknown, "x", Token), await tracking.ConfirmAsync(unknown, Token), await tracking.ContestAsync(unknown, "x", Token), await tracking.AddEvidenceAsync(unknown, [], Token)],
            outcome => Assert.Equal(Refusal.NotFound, outcome.Refusal));
        await Chronicle.HoldsAsync(portal);
    }

    [Fact]
    public async Task A_note_bears_the_day_of_the_town_hall()
    {
        using var portal = new TestPortal(zone: TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata"));
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        var filed = await town.FileAndTakeAsync(officer);
        portal.Clock.Advance(TimeSpan.FromHours(9));
        Town.Done(await portal.Get<ComplaintHandling>().WriteNoteAsync(await town.SeenAsync(filed), "Late.", officer.Actor, Token));

        var view = await portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, officer.Actor, Token);

        Assert.Equal(new DateOnly(2026, 7, 16), view!.Timeline[^1].On);
    }
}
