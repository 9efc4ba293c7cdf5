using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Officers;

public sealed class StaffAccountsTests : IAsyncLifetime, IDisposable
{
    private readonly TestPortal _portal = new();

    private Town Town => _portal.Town;

    private StaffAccounts Accounts => _portal.Get<StaffAccounts>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Town.FoundAsync();

    [Theory]
    [InlineData("", "Asha", StaffRole.Officer, true, Refusal.NameMissing)]
    [InlineData("asha", " ", StaffRole.Officer, true, Refusal.NameMissing)]
    [InlineData("asha", "Asha", StaffRole.Officer, false, Refusal.DepartmentMissing)]
    [InlineData("asha", "Asha", StaffRole.Auditor, false, null)]
    [InlineData("asha", "Asha", StaffRole.IntegrityOfficer, false, null)]
    public async Task An_account_needs_names_and_some_need_a_department(
        string userName, string name, StaffRole role, bool inDepartment, Refusal? refusal)
    {
        var details = new StaffDetails(userName, name, role, inDepartment ? Town.Water : null);

        var outcome = await Accounts.CreateAsync(details, A.Password, Town.Administrator, Token);

        Assert.Equal(refusal, outcome.Refusal);
    }

    [Fact]
    public async Task User_names_differ_by_more_than_capitals()
    {
        var there = await Town.HireAsync();
        var details = new StaffDetails($" {there.UserName} ", "Other", StaffRole.Auditor, null);
        var lower = details with { UserName = new string([.. there.UserName.Select(char.ToLowerInvariant)]) };

        Assert.Equal(Refusal.NameTaken, (await Accounts.CreateAsync(details, A.Password, Town.Administrator, Token)).Refusal);
        Assert.Equal(Refusal.NameTaken, (await Accounts.CreateAsync(lower, A.Password, Town.Administrator, Token)).Refusal);
    }

    [Theory]
    [InlineData("short-1")]
    [InlineData("Password@1234")]
    [InlineData("12345678901234")]
    public async Task A_weak_password_is_refused(string password)
    {
        var member = await Town.HireAsync();

        Assert.Equal(Refusal.PasswordTooWeak, (await Accounts.ResetPasswordAsync(member.Id, password, Town.Administrator, Token)).Refusal);
    }

    [Fact]
    public async Task One_administrator_always_remains()
    {
        var last = await Town.HireAsync(StaffRole.Administrator);
        var officer = new StaffDetails(last.UserName, last.Name, StaffRole.Officer, Town.Water);

        Assert.Equal(Refusal.LastAdministrator, (await Accounts.SetDisabledAsync(last.Id, true, Town.Administrator, Token)).Refusal);
        Assert.Equal(Refusal.LastAdministrator, (await Accounts.ChangeAsync(last.Id, officer, Town.Administrator, Token)).Refusal);

        var another = await Town.HireAsync(StaffRole.Administrator);
        Town.Done(await Accounts.SetDisabledAsync(last.Id, true, another.Actor, Token));
        Assert.Equal(Refusal.LastAdministrator, (await Accounts.SetDisabledAsync(another.Id, true, Town.Administrator, Token)).Refusal);
    }

    [Fact]
    public async Task Nobody_disables_or_demotes_themselves()
    {
        var (one, _) = (await Town.HireAsync(StaffRole.Administrator), await Town.HireAsync(StaffRole.Administrator));
        var demoted = new StaffDetails(one.UserName, one.Name, StaffRole.Auditor, null);

        Assert.Equal(Refusal.NotYourself, (await Accounts.SetDisabledAsync(one.Id, true, one.Actor, Token)).Refusal);
        Assert.Equal(Refusal.NotYourself, (await Accounts.ChangeAsync(one.Id, demoted, one.Actor, Token)).Refusal);
    }

    [Theory]
    [InlineData(StaffRole.Officer)]
    [InlineData(StaffRole.Supervisor)]
    [InlineData(StaffRole.Auditor)]
    public async Task Only_administrators_keep_accounts(StaffRole role)
    {
        var (somebody, other) = (await Town.HireAsync(role), await Town.HireAsync());

        Assert.Equal(Refusal.NotFound, (await Accounts.SetDisabledAsync(other.Id, true, somebody.Actor, Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await Accounts.ResetPasswordAsync(other.Id, A.Password, somebody.Actor, Token)).Refusal);
        Assert.Empty((await _portal.Get<StaffQueries>().ListAsync(1, null, somebody.Actor, Token)).Rows);
    }

    [Fact]
    public async Task Every_change_ends_what_is_open_under_the_account_and_is_entered_in_the_record()
    {
        var member = await Town.HireAsync();
        var before = await StampAsync(member);

        Town.Done(await Accounts.SetDisabledAsync(member.Id, true, Town.Administrator, Token));
        var after = await StampAsync(member);

        Assert.NotEqual(before, after);
        Town.Done(await Accounts.ResetPasswordAsync(member.Id, A.Password, Town.Administrator, Token));
        Assert.NotEqual(after, await StampAsync(member));
        await using var db = await Town.ContextAsync();
        Assert.Equal(
            [AuditAct.UserCreated, AuditAct.UserDisabled, AuditAct.PasswordReset],
            await db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Act).ToListAsync(Token));
    }

    [Fact]
    public async Task A_refused_change_leaves_no_entry()
    {
        var last = await Town.HireAsync(StaffRole.Administrator);
        await using var db = await Town.ContextAsync();
        var before = await db.AuditEntries.CountAsync(Token);

        await Accounts.SetDisabledAsync(last.Id, true, Town.Administrator, Token);

        Assert.Equal(before, await db.AuditEntries.CountAsync(Token));
    }

    [Fact]
    public void One_time_passwords_are_strong_and_never_the_same()
    {
        var passwords = Enumerable.Range(0, 500).Select(_ => OneTimePassword.New()).ToList();

        Assert.All(passwords, password =>
        {
            Assert.True(PasswordPolicy.Find(password, "asha") is null);
            Assert.Matches("^[2-9a-hjkmnp-z]{4}(-[2-9a-hjkmnp-z]{4}){3}$", password);
        });
        Assert.Equal(passwords.Count, passwords.Distinct().Count());
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _portal.Dispose();

    private async Task<string?> StampAsync(Member member)
    {
        await using var db = await Town.ContextAsync();
        return await db.Users.Where(u => u.Id == member.Id).Select(u => u.SecurityStamp).SingleAsync(Token);
    }
}
