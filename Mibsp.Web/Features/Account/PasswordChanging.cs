using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Web.Features.Account;

/// <summary>What was wrong with a change of password. Each value has a sentence in StaffTexts ("Password.…").</summary>
internal enum PasswordFault
{
    CurrentWrong,
    LockedOut,
    TooWeak,
    Same,
}

/// <summary>How members of staff change their own password. Whatever else was open under the account ends.</summary>
internal sealed class PasswordChanging(
    SignInManager<StaffUser> cookies, PasswordTries tries, IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time)
{
    /// <summary>Null when it was done; the browser that asked stays signed in.</summary>
    public async Task<PasswordFault?> ChangeAsync(Actor actor, string current, string wanted, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var user = await db.Users.AsNoTracking().SingleAsync(u => u.Id == actor.UserId, ct);
        if (!await tries.BeginAsync(user, ct))
        {
            return PasswordFault.LockedOut;
        }

        var hasher = cookies.UserManager.PasswordHasher;
        if (current.Length > StaffAccounts.PasswordMaxLength
            || hasher.VerifyHashedPassword(user, user.PasswordHash ?? "", current) is PasswordVerificationResult.Failed)
        {
            return PasswordFault.CurrentWrong;
        }

        await tries.ForgetAsync(user, ct);
        if (!StaffAccounts.StrongEnough(wanted))
        {
            return PasswordFault.TooWeak;
        }

        if (wanted == current)
        {
            return PasswordFault.Same;
        }

        var account = await db.Users.SingleAsync(u => u.Id == actor.UserId, ct);
        account.PasswordHash = hasher.HashPassword(account, wanted);
        account.MustChangePassword = false;
        (account.SecurityStamp, account.ConcurrencyStamp) = (Identifiers.Random().ToString("N"), Identifiers.Random().ToString());
        await ledger.SaveAsync(db, AuditRecord.Of(AuditAct.PasswordChanged, Stamp.Staff(actor, time)), ct);
        await cookies.RefreshSignInAsync(account);
        return null;
    }
}
