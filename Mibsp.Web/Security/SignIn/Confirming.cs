using Microsoft.AspNetCore.Identity;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Web.Security.Sessions;

namespace Mibsp.Web.Security.SignIn;

/// <summary>Somebody who is signed in proves once more who they are, before something that cannot be taken back.</summary>
internal sealed class Confirming(SignInManager<StaffUser> cookies, PasswordTries tries, AuthenticatorCodes codes, Passkeys passkeys, SessionOpening opening, SessionKeeping sessions)
{
    public Task<SignInOutcome> PasswordAsync(StaffUser user, string? password, CancellationToken ct)
        => TryAsync(user, SignInWay.Password, () => Task.FromResult(
            password is { Length: > 0 and <= PasswordPolicy.MaxLength } && tries.Verify(user, password) is not PasswordVerificationResult.Failed), ct);

    public Task<SignInOutcome> CodeAsync(StaffUser user, string? code, CancellationToken ct)
        => TryAsync(user, SignInWay.Code, async () => user.TwoFactorEnabled && await codes.VerifyAsync(user, code), ct);

    public async Task<SignInOutcome> PasskeyAsync(StaffUser user, string? answer, CancellationToken ct)
    {
        var outcome = await passkeys.ProveAsync(user, answer, ct);
        return outcome is SignInOutcome.Done ? await DoneAsync(user, ct) : outcome;
    }

    private async Task<SignInOutcome> TryAsync(StaffUser user, SignInWay way, Func<Task<bool>> verify, CancellationToken ct)
    {
        if (!await tries.BeginAsync(user, ct))
        {
            return SignInOutcome.LockedOut;
        }

        if (await verify())
        {
            await tries.ForgetAsync(user, ct);
            return await DoneAsync(user, ct);
        }

        await opening.NoteFailureAsync(user, way, ct);
        return await tries.WasLastAsync(user, ct) ? SignInOutcome.LockedOut : SignInOutcome.Wrong;
    }

    private async Task<SignInOutcome> DoneAsync(StaffUser user, CancellationToken ct)
    {
        if (cookies.Context.User.SessionId() is { } session)
        {
            await sessions.ConfirmAsync(session, user.Id, ct);
        }

        return SignInOutcome.Done;
    }
}
