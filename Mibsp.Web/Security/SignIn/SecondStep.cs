using Microsoft.AspNetCore.Identity;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Web.Security.Sessions;

namespace Mibsp.Web.Security.SignIn;

/// <summary>The second step of signing in: a code of the authenticator app, or one of the recovery codes. Tries are counted like passwords'.</summary>
internal sealed class SecondStep(SignInManager<StaffUser> cookies, PasswordTries tries, SessionOpening sessions, AuthenticatorCodes codes)
{
    /// <summary>Whose password was right a moment ago; null when nobody's.</summary>
    public async Task<StaffUser?> WaitingAsync() => await cookies.GetTwoFactorAuthenticationUserAsync() is { IsDisabled: false } user ? user : null;

    public Task<SignInOutcome> CodeAsync(string? code, CancellationToken ct) => TryAsync(SignInWay.Code, async user => user.TwoFactorEnabled && await codes.VerifyAsync(user, code), ct);

    public Task<SignInOutcome> RecoveryCodeAsync(string? code, CancellationToken ct)
        => TryAsync(SignInWay.RecoveryCode, user => codes.RedeemAsync(user, code), ct);

    private async Task<SignInOutcome> TryAsync(SignInWay way, Func<StaffUser, Task<bool>> verify, CancellationToken ct)
    {
        if (await WaitingAsync() is not { } user)
        {
            return SignInOutcome.Lost;
        }

        if (!await tries.BeginAsync(user, ct))
        {
            return SignInOutcome.LockedOut;
        }

        if (await verify(user))
        {
            await tries.ForgetAsync(user, ct);
            await sessions.OpenAsync(user, way, ct);
            return SignInOutcome.Done;
        }

        await sessions.NoteFailureAsync(user, way, ct);
        return await tries.WasLastAsync(user, ct) ? SignInOutcome.LockedOut : SignInOutcome.Wrong;
    }
}
