using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Web.Security.Sessions;

namespace Mibsp.Web.Security.SignIn;

/// <summary>
/// Passkeys, by Identity's own handler. A passkey is two factors in one: the device is there, and it has checked who holds it. So it signs
/// in alone, and devices that do not check are not taken.
/// </summary>
internal sealed class Passkeys(SignInManager<StaffUser> cookies, PasswordTries tries, SessionOpening sessions)
{
    public const int Most = 10;
    public const int NameMaxLength = 60;

    /// <summary>No answer of a browser is longer; attestation is not asked for.</summary>
    private const int LongestAnswer = 16 * 1024;

    private UserManager<StaffUser> Users => cookies.UserManager;

    public static void Configure(IdentityPasskeyOptions options)
    {
        options.UserVerificationRequirement = "required";
        options.ResidentKeyRequirement = "required";
        options.AuthenticatorTimeout = TimeSpan.FromMinutes(2);

        // What the browser signed must name this host. The Origin header, which Identity would look at, is "null" on our forms (no-referrer).
        options.ValidateOrigin = context => ValueTask.FromResult(
            !context.CrossOrigin && Uri.TryCreate(context.Origin, UriKind.Absolute, out var origin)
            && string.Equals(origin.Authority, context.HttpContext.Request.Host.Value, StringComparison.OrdinalIgnoreCase)
            && (origin.Scheme == Uri.UriSchemeHttps || origin.Host == "localhost"));
    }

    /// <summary>What the browser is to be asked for a new passkey of this account.</summary>
    public Task<string> CreationOptionsAsync(StaffUser user)
        => cookies.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = user.Id.ToString(), Name = user.UserName ?? "", DisplayName = user.DisplayName });

    /// <summary>What the browser is to be asked to sign in: any passkey for this place, or one of this account.</summary>
    public Task<string> RequestOptionsAsync(StaffUser? user) => cookies.MakePasskeyRequestOptionsAsync(user);

    public async Task<IReadOnlyList<UserPasskeyInfo>> ListAsync(StaffUser user)
        => [.. (await Users.GetPasskeysAsync(user)).OrderBy(passkey => passkey.CreatedAt).ThenBy(passkey => Convert.ToHexString(passkey.CredentialId), StringComparer.Ordinal)];

    /// <summary>The passkey that the browser made; null when it is not what was asked for.</summary>
    public async Task<UserPasskeyInfo?> AttestAsync(StaffUser user, string? answer)
    {
        try
        {
            return answer is { Length: > 0 and <= LongestAnswer }
                && await cookies.PerformPasskeyAttestationAsync(answer) is { Succeeded: true } result && result.UserEntity.Id == user.Id.ToString()
                ? result.Passkey
                : null;
        }
        catch (InvalidOperationException)
        {
            // Nothing was asked for, or too long ago.
            return null;
        }
    }

    public async Task RenameAsync(StaffUser user, byte[] id, string name)
    {
        if (await Users.GetPasskeyAsync(user, id) is { } passkey)
        {
            passkey.Name = name;
            await Users.AddOrUpdatePasskeyAsync(user, passkey);
        }
    }

    /// <summary>Signs in with what the browser answered.</summary>
    public async Task<SignInOutcome> SignInAsync(string? answer, CancellationToken ct)
    {
        var (outcome, user) = await TryAsync(answer, null, ct);
        if (outcome is SignInOutcome.Done)
        {
            await sessions.OpenAsync(user!, SignInWay.Passkey, ct);
        }

        return outcome;
    }

    /// <summary>Whether the answer proves that the owner of this account is there.</summary>
    public async Task<SignInOutcome> ProveAsync(StaffUser user, string? answer, CancellationToken ct) => (await TryAsync(answer, user, ct)).Outcome;

    private async Task<(SignInOutcome Outcome, StaffUser? User)> TryAsync(string? answer, StaffUser? whose, CancellationToken ct)
    {
        // Counted on the account it claims to be of, before it is looked at: passkeys are no way around the limit either.
        var claimed = await ClaimedAsync(answer);
        if (claimed is not null && !await tries.BeginAsync(claimed, ct))
        {
            return (SignInOutcome.LockedOut, null);
        }

        if (claimed is { IsDisabled: false } && (whose is null || whose.Id == claimed.Id) && await AssertAsync(answer!) is { Passkey: { } passkey, User: { } owner } && owner.Id == claimed.Id)
        {
            await Users.AddOrUpdatePasskeyAsync(owner, passkey);
            await tries.ForgetAsync(claimed, ct);
            return (SignInOutcome.Done, claimed);
        }

        if (claimed is not null)
        {
            await sessions.NoteFailureAsync(claimed, SignInWay.Passkey, ct);
        }

        return (SignInOutcome.Wrong, null);
    }

    private async Task<PasskeyAssertionResult<StaffUser>?> AssertAsync(string answer)
    {
        try
        {
            return await cookies.PerformPasskeyAssertionAsync(answer) is { Succeeded: true } result ? result : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private async Task<StaffUser?> ClaimedAsync(string? answer)
    {
        if (answer is not { Length: > 0 and <= LongestAnswer })
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty("id", out var id) && id.GetString() is { Length: > 0 } text
                ? await Users.FindByPasskeyIdAsync(System.Buffers.Text.Base64Url.DecodeFromChars(text))
                : null;
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
