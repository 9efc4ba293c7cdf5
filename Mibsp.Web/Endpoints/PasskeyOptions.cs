using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Mibsp.Domain.Officers;
using Mibsp.Web.Security;
using Mibsp.Web.Security.Sessions;
using Mibsp.Web.Security.SignIn;

namespace Mibsp.Web.Endpoints;

/// <summary>
/// What js/passkey.js hands to the browser: a challenge, and whose passkey is wanted. Asked for with the form's own protection; what the
/// browser answers comes with the form.
/// </summary>
internal static class PasskeyOptions
{
    public static void MapPasskeyOptions(this IEndpointRouteBuilder routes) => routes.MapPost("/auth/passkey-options", AnswerAsync)
        .WithMetadata(new RequireAntiforgeryTokenAttribute()).ExcludeFromDescription();

    private static async Task<IResult> AnswerAsync(string? @for, HttpContext http, Passkeys passkeys, UserManager<StaffUser> users, SessionChecking checking)
    {
        var user = await users.GetUserAsync(http.User);
        return @for switch
        {
            "sign-in" => Json(await passkeys.RequestOptionsAsync(null)),
            "confirm" when user is not null => Json(await passkeys.RequestOptionsAsync(user)),
            "create" when user is not null && !http.User.HasClaim(StaffClaims.MustChangePassword, "true") && await checking.IsConfirmedAsync(http.User, http.RequestAborted)
                => Json(await passkeys.CreationOptionsAsync(user)),
            _ => Results.NotFound(),
        };
    }

    private static IResult Json(string json) => Results.Text(json, "application/json");
}
