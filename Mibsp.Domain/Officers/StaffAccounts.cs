using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Common;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Settings;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Officers;

/// <summary>What an administrator enters for an account. The address: null leaves it as it is, nothing takes it away.</summary>
public sealed record StaffDetails(string UserName, string DisplayName, StaffRole Role, int? DepartmentId, string? Email = null);

/// <summary>How an administrator keeps the accounts of staff. Accounts are disabled, never deleted: the record points to them.</summary>
public sealed class StaffAccounts(
    IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time, IPasswordHasher<StaffUser> hasher, RulesReading rules)
{
    /// <summary>Creates an account whose first password must be changed at the first sign-in.</summary>
    public Task<Outcome> CreateAsync(StaffDetails details, string firstPassword, Actor actor, CancellationToken ct)
        => ChangeAsync(actor, AuditAct.UserCreated, async (db, _) =>
        {
            var checkedDetails = await CheckAsync(db, null, details, ct);
            Require(PasswordPolicy.Find(firstPassword, checkedDetails.UserName) is null, Refusal.PasswordTooWeak);
            var user = Make(checkedDetails, firstPassword, hasher);
            await WriteToAsync(db, user, checkedDetails.Email, ct);
            db.Add(user);
            return user;
        }, ct);

    public Task<Outcome> ChangeAsync(Guid id, StaffDetails details, Actor actor, CancellationToken ct)
        => ChangeAsync(actor, AuditAct.UserChanged, async (db, more) =>
        {
            var user = await FindAsync(db, id, ct);
            Require(id != actor.UserId || details.Role is StaffRole.Administrator, Refusal.NotYourself);
            var clean = await CheckAsync(db, id, details, ct);
            Require(clean.Role is StaffRole.Administrator || !await IsLastAdministratorAsync(db, user, ct), Refusal.LastAdministrator);
            more["changed"] = Changed(user, clean);
            (user.UserName, user.NormalizedUserName) = (clean.UserName, clean.UserName.ToUpperInvariant());
            (user.DisplayName, user.Role, user.DepartmentId) = (clean.DisplayName, clean.Role, clean.DepartmentId);
            await WriteToAsync(db, user, clean.Email, ct);
            Revoke(user);
            return user;
        }, ct);

    /// <summary>Disabling ends what is open under the account as soon as its stamp is looked at again.</summary>
    public Task<Outcome> SetDisabledAsync(Guid id, bool disabled, Actor actor, CancellationToken ct)
        => ChangeAsync(actor, disabled ? AuditAct.UserDisabled : AuditAct.UserEnabled, async (db, _) =>
        {
            Require(id != actor.UserId, Refusal.NotYourself);
            var user = await FindAsync(db, id, ct);
            Require(!disabled || !await IsLastAdministratorAsync(db, user, ct), Refusal.LastAdministrator);
            user.IsDisabled = disabled;
            Revoke(user);
            return user;
        }, ct);

    public Task<Outcome> ResetPasswordAsync(Guid id, string newPassword, Actor actor, CancellationToken ct)
        => ChangeAsync(actor, AuditAct.PasswordReset, async (db, _) =>
        {
            var user = await FindAsync(db, id, ct);
            Require(PasswordPolicy.Find(newPassword, user.UserName ?? "") is null, Refusal.PasswordTooWeak);
            user.PasswordHash = hasher.HashPassword(user, newPassword);
            user.MustChangePassword = true;
            (user.AccessFailedCount, user.LockoutEnd) = (0, null);
            Revoke(user);
            return user;
        }, ct);

    /// <summary>An account with this password, whatever it is: the demo town has passwords that everybody knows.</summary>
    internal static StaffUser Make(StaffDetails details, string password, IPasswordHasher<StaffUser> hasher)
    {
        var user = Unsigned(details);
        user.PasswordHash = hasher.HashPassword(user, password);
        return user;
    }

    /// <summary>An account without a password: nobody can sign in with it until one is set.</summary>
    internal static StaffUser Unsigned(StaffDetails details)
    {
        var user = new StaffUser
        {
            Id = Identifiers.Random(),
            UserName = details.UserName,
            NormalizedUserName = details.UserName.ToUpperInvariant(),
            DisplayName = details.DisplayName,
            Role = details.Role,
            DepartmentId = details.DepartmentId,
            MustChangePassword = true,
            LockoutEnabled = true,
        };
        Revoke(user);
        return user;
    }

    private static async Task<StaffDetails> CheckAsync(MibspDbContext db, Guid? id, StaffDetails details, CancellationToken ct)
    {
        var (userName, displayName) = (details.UserName?.Trim() ?? "", details.DisplayName?.Trim() ?? "");
        Require(userName.Length is > 0 and <= StaffUser.NameMaxLength && displayName.Length is > 0 and <= StaffUser.NameMaxLength, Refusal.NameMissing);
        var normalized = userName.ToUpperInvariant();
        Require(!await db.Users.AnyAsync(u => u.NormalizedUserName == normalized && u.Id != id, ct), Refusal.NameTaken);
        int? department = details.Role switch
        {
            StaffRole.IntegrityOfficer => await db.Departments.Where(d => d.IsIntegrityCell).Select(d => d.Id).SingleAsync(ct),
            StaffRole.Officer or StaffRole.Supervisor => details.DepartmentId ?? throw new RuleBrokenException(Refusal.DepartmentMissing),
            _ => null,
        };
        Require(department is null || await db.Departments.AnyAsync(d => d.Id == department, ct), Refusal.DepartmentMissing);
        var email = details.Email?.Trim();
        Require(string.IsNullOrEmpty(email) || NoticeChoosing.IsAddress(email), Refusal.EmailInvalid);
        return new StaffDetails(userName, displayName, details.Role, department, email);
    }

    private async Task<Outcome> ChangeAsync(Actor actor, AuditAct act, Func<MibspDbContext, Dictionary<string, string>, Task<StaffUser>> change, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator)
        {
            return Refusal.NotFound;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        // Under the record's lock, so that two who choose the same name, or disable each other, do not both succeed.
        return await ledger.ChangeAsync(db, async (records, _) =>
        {
            var details = new Dictionary<string, string>();
            var user = await change(db, details);
            (details["user"], details["role"]) = (user.Id.ToString("N"), user.Role.ToString());
            records.Add(AuditRecord.Of(act, Stamp.Staff(actor, time), null, details) with { Subjects = [AuditSubject.User(user.Id)] });
            if (act is not AuditAct.PasswordReset)
            {
                await AnsweringAnew.MarkAsync(db, user, time.Today, await rules.ReadAsync(db, ct), ct);
            }
        }, ct);
    }

    // What, never to what: names and addresses must be possible to take out again.
    private static string Changed(StaffUser user, StaffDetails to)
    {
        IEnumerable<(string What, bool IsOther)> parts =
        [
            ("user name", user.UserName != to.UserName), ("name", user.DisplayName != to.DisplayName), ("role", user.Role != to.Role),
            ("department", user.DepartmentId != to.DepartmentId), ("e-mail", to.Email is not null && (user.Email ?? "") != to.Email),
        ];
        return string.Join(", ", parts.Where(part => part.IsOther).Select(part => part.What));
    }

    private static async Task WriteToAsync(MibspDbContext db, StaffUser user, string? email, CancellationToken ct)
    {
        if (email is null || email == (user.Email ?? ""))
        {
            return;
        }

        (user.Email, user.NormalizedEmail, user.EmailConfirmed) = email.Length == 0 ? (null, null, false) : (email, email.ToUpperInvariant(), false);
        (await db.NoticeChoices.SingleOrDefaultAsync(c => c.UserId == user.Id, ct))?.ForgetFailure();
    }

    private static async Task<StaffUser> FindAsync(MibspDbContext db, Guid id, CancellationToken ct)
        => await db.Users.SingleOrDefaultAsync(u => u.Id == id, ct) ?? throw new RuleBrokenException(Refusal.NotFound);

    private static async Task<bool> IsLastAdministratorAsync(MibspDbContext db, StaffUser user, CancellationToken ct)
        => user.Role is StaffRole.Administrator
            && !await db.Users.AnyAsync(u => u.Id != user.Id && u.Role == StaffRole.Administrator && !u.IsDisabled, ct);

    internal static void Revoke(StaffUser user)
        => (user.SecurityStamp, user.ConcurrencyStamp) = (Identifiers.Random().ToString("N"), Identifiers.Random().ToString());
}
