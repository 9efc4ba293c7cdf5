using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;

namespace Mibsp.Web.Security.Sessions;

/// <summary>Asks whether a session goes on: for requests, for open pages, and for acts that want a fresh proof of who sits there.</summary>
internal sealed class SessionChecking(SessionKeeping sessions, IOptions<IdentityOptions> identity)
{
    /// <summary>Null when nobody is signed in with these claims any more.</summary>
    public async Task<SessionFacts?> CheckAsync(ClaimsPrincipal user, CancellationToken ct)
        => user.SessionId() is { } id && user.ToActor() is { } actor && user.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType) is { } stamp
            ? await sessions.CheckAsync(id, actor.UserId, stamp, ct)
            : null;

    public async Task<bool> IsConfirmedAsync(ClaimsPrincipal user, CancellationToken ct) => await CheckAsync(user, ct) is { } facts && sessions.IsConfirmed(facts);
}

/// <summary>
/// In place of Identity's check of the security stamp every now and then: each request with a staff cookie is held against its session,
/// so that a copied cookie is worth nothing from the moment on when the session ends. Identity's own services, with their database context, are asked for only
/// where somebody has to leave: an open page is a request that lasts as long as the page.
/// </summary>
internal sealed class SessionValidator(SessionChecking checking) : ISecurityStampValidator
{
    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        // Files are the same for everybody.
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            return;
        }

        if (context.Principal is not { } user || await checking.CheckAsync(user, context.HttpContext.RequestAborted) is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.RequestServices.GetRequiredService<SignInManager<StaffUser>>().SignOutAsync();
        }
    }
}
