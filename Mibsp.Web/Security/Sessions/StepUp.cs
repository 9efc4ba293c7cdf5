using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Mibsp.Web.Security.Sessions;

/// <summary>
/// For dangerous acts: whoever sits there has to have proved who they are within the last ten minutes. A page or form asks first thing
/// in its handler: <c>if (!await StepUp.DemandAsync()) return;</c>. If it is too long ago, the browser is on its way to the page that
/// asks for the password, a code or a passkey, and comes back from there.
/// </summary>
internal sealed class StepUp(AuthenticationStateProvider authentication, SessionChecking checking, NavigationManager nav)
{
    public const string Page = "/auth/confirm";

    public async Task<bool> IsConfirmedAsync() => await checking.IsConfirmedAsync((await authentication.GetAuthenticationStateAsync()).User, CancellationToken.None);

    /// <summary>False when the browser was sent away to confirm. <paramref name="back"/>: where to come back to; by default this page.</summary>
    public async Task<bool> DemandAsync(string? back = null)
    {
        if (await IsConfirmedAsync())
        {
            return true;
        }

        nav.NavigateTo($"{Page}?back={Uri.EscapeDataString(back ?? "/" + nav.ToBaseRelativePath(nav.Uri))}", forceLoad: true);
        return false;
    }
}
