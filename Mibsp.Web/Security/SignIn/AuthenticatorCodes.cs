using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Mibsp.Domain.Officers;

namespace Mibsp.Web.Security.SignIn;

/// <summary>
/// Codes of authenticator apps (TOTP, checked by Identity) and recovery codes. Each is good once: an app's code stays the same for a
/// while, and whoever looked over a shoulder could use it again.
/// </summary>
internal sealed class AuthenticatorCodes(UserManager<StaffUser> users, TimeProvider clock)
{
    public const int Length = 6;

    private const string Ours = "mibsp";
    private const string Used = "used-codes";

    /// <summary>Longer than Identity takes any one code.</summary>
    private static readonly TimeSpan _remembered = TimeSpan.FromMinutes(5);

    /// <summary>Whether the code is right now the app's, and was not used before. It is used by this.</summary>
    public async Task<bool> VerifyAsync(StaffUser user, string? code)
    {
        var digits = new string([.. (code ?? "").Where(c => !char.IsWhiteSpace(c) && c != '-')]);
        if (digits.Length != Length || !digits.All(char.IsAsciiDigit) || !await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, digits))
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var used = Read(await users.GetAuthenticationTokenAsync(user, Ours, Used)).Where(u => now - u.At < _remembered).ToList();
        if (used.Any(u => u.Code == digits))
        {
            return false;
        }

        // Of two who use it at once, one finds the account changed and fails here.
        used.Add(new UsedCode(digits, now));
        return (await users.SetAuthenticationTokenAsync(user, Ours, Used, JsonSerializer.Serialize(used))).Succeeded;
    }

    /// <summary>Whether this is one of the recovery codes that are left. It is used up by this.</summary>
    public async Task<bool> RedeemAsync(StaffUser user, string? code)
    {
        var symbols = new string([.. (code ?? "").Where(char.IsAsciiLetterOrDigit)]).ToUpper(CultureInfo.InvariantCulture);
        return symbols.Length == 10 && (await users.RedeemTwoFactorRecoveryCodeAsync(user, $"{symbols[..5]}-{symbols[5..]}")).Succeeded;
    }

    private static List<UsedCode> Read(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<UsedCode>>(json) ?? [];

    private sealed record UsedCode(string Code, DateTimeOffset At);
}
