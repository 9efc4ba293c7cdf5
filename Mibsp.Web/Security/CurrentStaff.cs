using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Mibsp.Domain.Common;

namespace Mibsp.Web.Security;

/// <summary>Who is behind this circuit or request. Asked again for every action, so that a revoked account is noticed.</summary>
internal sealed class CurrentStaff(AuthenticationStateProvider authentication)
{
    /// <summary>Throws <see cref="SignedOutException"/> when nobody is signed in any more; the error boundary says so.</summary>
    public async Task<Actor> GetAsync() => await FindAsync() ?? throw new SignedOutException();

    public async Task<Actor?> FindAsync() => (await authentication.GetAuthenticationStateAsync()).User.ToActor();

    public async Task<string> NameAsync()
        => (await authentication.GetAuthenticationStateAsync()).User.FindFirstValue(StaffClaims.DisplayName) ?? "";
}

/// <summary>The session ended while a page was open.</summary>
internal sealed class SignedOutException() : Exception("Nobody is signed in any more.");
