using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Web.Security.Sessions;

namespace Mibsp.Web.Security.SignIn;

/// <summary>
/// How members of staff set up, change and give up their second factors. Each act is saved together with its entry in the record, and
/// ends whatever else is open under the account.
/// </summary>
internal sealed class FactorKeeping(
    UserManager<StaffUser> users, IUserStore<StaffUser> store, MibspDbContext db, Ledger ledger, MunicipalTime time, SessionOpening sessions)
{
    public const int RecoveryCodes = 10;

    private const int GroupLength = 4;

    public async Task<StaffUser> UserAsync(ClaimsPrincipal who) => await users.GetUserAsync(who) ?? throw new SignedOutException();

    /// <summary>The key to be put into an authenticator app; made when there is none. It counts only once a code of it was given.</summary>
    public async Task<string> KeyAsync(StaffUser user)
    {
        if (await users.GetAuthenticatorKeyAsync(user) is { Length: > 0 } there)
        {
            return there;
        }

        // Not ResetAuthenticatorKeyAsync, which ends all sessions: nothing has changed yet.
        var key = users.GenerateNewAuthenticatorKey();
        await ((IUserAuthenticatorKeyStore<StaffUser>)store).SetAuthenticatorKeyAsync(user, key, CancellationToken.None);
        await users.UpdateAsync(user);
        return key;
    }

    /// <summary>In groups, as people read it off.</summary>
    public static string Grouped(string key) => string.Join(' ', key.Chunk(GroupLength).Select(group => new string(group)));

    public Task<int> CodesLeftAsync(StaffUser user) => users.CountRecoveryCodesAsync(user);

    /// <summary>From now on the password alone does not sign in. Returns the recovery codes, which are shown this once; null when the account was changed meanwhile.</summary>
    public Task<IReadOnlyList<string>?> TurnOnAsync(StaffUser user) => SaveAsync(user, AuditAct.SecondFactorOn, async () =>
    {
        user.TwoFactorEnabled = true;
        return await NewCodesAsync(user);
    });

    /// <summary>Gives the app up. Where a passkey is left, so are the recovery codes.</summary>
    public Task TurnOffAsync(StaffUser user) => SaveAsync(user, AuditAct.SecondFactorOff, async () =>
    {
        user.TwoFactorEnabled = false;
        db.RemoveRange(await db.UserTokens.Where(t => t.UserId == user.Id && t.Name == "AuthenticatorKey").ToListAsync());
        if ((await users.GetPasskeysAsync(user)).Count == 0)
        {
            await ((IUserTwoFactorRecoveryCodeStore<StaffUser>)store).ReplaceCodesAsync(user, [], CancellationToken.None);
        }

        return true;
    });

    /// <summary>New recovery codes, null when the account was changed meanwhile; the old ones are no good any more.</summary>
    public Task<IReadOnlyList<string>?> RenewCodesAsync(StaffUser user) => SaveAsync(user, AuditAct.RecoveryCodesMade, () => NewCodesAsync(user));

    /// <summary>Adds a passkey that the browser made. With the first factor of an account come its recovery codes. Null when the account was changed meanwhile.</summary>
    public Task<IReadOnlyList<string>?> AddPasskeyAsync(StaffUser user, UserPasskeyInfo passkey) => SaveAsync(user, AuditAct.PasskeyAdded, async () =>
    {
        await users.AddOrUpdatePasskeyAsync(user, passkey);
        return await users.CountRecoveryCodesAsync(user) == 0 ? await NewCodesAsync(user) : [];
    });

    public Task RemovePasskeyAsync(StaffUser user, byte[] id) => SaveAsync(user, AuditAct.PasskeyRemoved, async () =>
    {
        await users.RemovePasskeyAsync(user, id);
        if (!user.TwoFactorEnabled && (await users.GetPasskeysAsync(user)).Count <= 1)
        {
            await ((IUserTwoFactorRecoveryCodeStore<StaffUser>)store).ReplaceCodesAsync(user, [], CancellationToken.None);
        }

        return true;
    });

    private async Task<IReadOnlyList<string>> NewCodesAsync(StaffUser user) => [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) ?? []];

    // Identity would save each step by itself. Here its store only notes them, and the ledger saves all of them with the entry.
    private async Task<T?> SaveAsync<T>(StaffUser user, AuditAct act, Func<Task<T>> change)
    {
        var quiet = (StaffStore)store;
        quiet.AutoSaveChanges = false;
        try
        {
            var result = await change();
            await users.UpdateSecurityStampAsync(user);
            await ledger.SaveAsync(db, AuditRecord.Of(act, Stamp.Staff(user.Id, time.Today)), CancellationToken.None);
            await sessions.ReopenAsync(user, CancellationToken.None);
            return result;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Two at once, from two tabs: one was first.
            return default;
        }
        finally
        {
            quiet.AutoSaveChanges = true;
        }
    }
}
