using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Web.Features.Account;

/// <summary>What came of an attempt to sign in. Wrong names, wrong passwords and disabled accounts are one and the same.</summary>
internal enum SignInOutcome
{
    Done,
    Wrong,
    LockedOut,
}

/// <summary>How staff sign in. Each sign-in is entered in the record: who and when, never from where.</summary>
internal sealed class StaffSigningIn(
    SignInManager<StaffUser> cookies, PasswordTries tries, IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time, TimeProvider clock)
{
    /// <summary>Every failure takes this long, so that its time tells nothing about which kind it was.</summary>
    private static readonly TimeSpan _failureTakes = TimeSpan.FromMilliseconds(400);

    private static readonly Lazy<string> _nobodysHash = new(() => new PasswordHasher<StaffUser>().HashPassword(new StaffUser(), "nobody"));

    /// <summary>Signs in, with a cookie that ends with the session. The actor is null unless it was done.</summary>
    public async Task<(SignInOutcome Outcome, StaffUser? User)> SignInAsync(string? userName, string? password, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        var (outcome, user) = await TryAsync(userName?.Trim() ?? "", password ?? "", ct);
        if (outcome is SignInOutcome.Done && user is not null)
        {
            await EnterAsync(user, ct);
            await cookies.SignInAsync(user, isPersistent: false);
            return (outcome, user);
        }

        var left = _failureTakes - clock.GetElapsedTime(began);
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock, ct);
        return (outcome, null);
    }

    private async Task<(SignInOutcome Outcome, StaffUser? User)> TryAsync(string userName, string password, CancellationToken ct)
    {
        if (userName.Length > StaffUser.NameMaxLength || password.Length > StaffAccounts.PasswordMaxLength)
        {
            return (SignInOutcome.Wrong, null);
        }

        var users = cookies.UserManager;
        var user = await users.FindByNameAsync(userName);
        if (user is null)
        {
            users.PasswordHasher.VerifyHashedPassword(new StaffUser(), _nobodysHash.Value, password);
            return (tries.CountStranger(users.NormalizeName(userName) ?? "") ? SignInOutcome.LockedOut : SignInOutcome.Wrong, null);
        }

        if (!await tries.BeginAsync(user, ct))
        {
            return (SignInOutcome.LockedOut, null);
        }

        if (await users.CheckPasswordAsync(user, password) && !user.IsDisabled)
        {
            await tries.ForgetAsync(user, ct);
            return (SignInOutcome.Done, user);
        }

        return (await tries.WasLastAsync(user, ct) ? SignInOutcome.LockedOut : SignInOutcome.Wrong, null);
    }

    private async Task EnterAsync(StaffUser user, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var stamp = Stamp.Staff(new Actor(user.Id, user.Role, user.DepartmentId), time);
        await ledger.SaveAsync(db, AuditRecord.Of(AuditAct.SignedIn, stamp), ct);
    }
}
