using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;
using Mibsp.Web.Options;
using Mibsp.Web.Security.Sessions;

namespace Mibsp.Web.Security;

/// <summary>
/// Asks again and again whether the person behind an open page may still be there: not when the session has ended, or the account was
/// disabled, reset or changed.
/// </summary>
internal sealed class RevalidatingStaffState(ILoggerFactory loggers, SessionChecking checking, IOptions<StaffOptions> options)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval { get; } = TimeSpan.FromSeconds(options.Value.RecheckSeconds);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
        => await checking.CheckAsync(authenticationState.User, cancellationToken) is not null;
}
