using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Web.Security.Sessions;

namespace Mibsp.Web.Security.SignIn;

/// <summary>What came of an attempt to sign in. Wrong names, wrong passwords and disabled accounts are one and the same.</summary>
internal enum SignInOutcome
{
    Done,

    /// <summary>The password was right; an app's code, a recovery code or a passkey is to follow.</summary>
    SecondStep,
    Wrong,
    LockedOut,

    /// <summary>The password was right too long ago, or never: from the start again.</summary>
    Lost,
}

/// <summary>How staff sign in with a password.</summary>
internal sealed class StaffSigningIn(SignInManager<StaffUser> cookies, PasswordTries tries, SessionOpening sessions, TimeProvider clock)
{
    /// <summary>Every failure takes this long, so that its time tells nothing about which kind it was.</summary>
    private static readonly TimeSpan _failureTakes = TimeSpan.FromMilliseconds(400);

    /// <summary>Signs in, with a cookie that ends with the session.</summary>
    public async Task<SignInOutcome> SignInAsync(string? userName, string? password, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        var (outcome, user) = await TryAsync(userName?.Trim() ?? "", password ?? "", ct);
        if (outcome is SignInOutcome.Done)
        {
            return await GoOnAsync(user!, ct);
        }

        // A timer may ring a moment early.
        while (_failureTakes - clock.GetElapsedTime(began) is { Ticks: > 0 } left)
        {
            await Task.Delay(left + TimeSpan.FromMilliseconds(1), clock, ct);
        }

        return outcome;
    }

    // The same steps in each case, whether there is such an account or not, and whatever is the matter with it.
    private async Task<(SignInOutcome Outcome, StaffUser? User)> TryAsync(string userName, string password, CancellationToken ct)
    {
        if (userName.Length > StaffUser.NameMaxLength || password.Length > PasswordPolicy.MaxLength)
        {
            return (SignInOutcome.Wrong, null);
        }

        var users = cookies.UserManager;
        var user = await users.FindByNameAsync(userName);
        var isLocked = user is null ? tries.CountStranger(users.NormalizeName(userName) ?? "") : !await tries.BeginAsync(user, ct);
        var found = tries.Verify(user, password);
        if (isLocked || user is null)
        {
            return (isLocked ? SignInOutcome.LockedOut : SignInOutcome.Wrong, null);
        }

        if (found is PasswordVerificationResult.Failed || user.IsDisabled)
        {
            await sessions.NoteFailureAsync(user, SignInWay.Password, ct);
            return (await tries.WasLastAsync(user, ct) ? SignInOutcome.LockedOut : SignInOutcome.Wrong, null);
        }

        if (found is PasswordVerificationResult.SuccessRehashNeeded)
        {
            await users.CheckPasswordAsync(user, password);
        }

        return (SignInOutcome.Done, user);
    }

    private async Task<SignInOutcome> GoOnAsync(StaffUser user, CancellationToken ct)
    {
        if (!await cookies.UserManager.HasSecondFactorAsync(user))
        {
            await tries.ForgetAsync(user, ct);
            await sessions.OpenAsync(user, SignInWay.Password, ct);
            return SignInOutcome.Done;
        }

        await tries.TakeBackAsync(user, ct);

        // As SignInManager does, which would count the try itself.
        var waiting = new ClaimsIdentity(IdentityConstants.TwoFactorUserIdScheme);
        waiting.AddClaim(new Claim(ClaimTypes.Name, user.Id.ToString()));
        await cookies.Context.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(waiting));
        return SignInOutcome.SecondStep;
    }
}
