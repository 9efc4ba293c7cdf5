using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Web.Options;

namespace Mibsp.Web.Security;

/// <summary>What a staff cookie says beside the name: role, department, and whether the password must be changed first.</summary>
internal static class StaffClaims
{
    public const string Role = ClaimTypes.Role;
    public const string Department = "mibsp:department";
    public const string DisplayName = "mibsp:name";
    public const string MustChangePassword = "mibsp:must-change";

    /// <summary>The role needs a second factor and the account has none yet.</summary>
    public const string MustEnrol = "mibsp:must-enrol";

    public const string Session = "mibsp:session";

    /// <summary>The session of these claims, or null when there is none.</summary>
    public static Guid? SessionId(this ClaimsPrincipal user) => Guid.TryParseExact(user.FindFirstValue(Session), "N", out var id) ? id : null;

    /// <summary>The actor of these claims, or null when nobody is signed in.</summary>
    public static Actor? ToActor(this ClaimsPrincipal user)
        => user.Identity?.IsAuthenticated == true
            && Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            && Enum.TryParse<StaffRole>(user.FindFirstValue(Role), out var role)
            ? new Actor(id, role, int.TryParse(user.FindFirstValue(Department), CultureInfo.InvariantCulture, out var department) ? department : null)
            : null;
}

internal static class SecondFactors
{
    /// <summary>An authenticator app or a passkey: then the password alone does not sign in.</summary>
    public static async Task<bool> HasSecondFactorAsync(this UserManager<StaffUser> users, StaffUser user)
        => user.TwoFactorEnabled || (await users.GetPasskeysAsync(user)).Count > 0;
}

internal sealed class StaffClaimsFactory(UserManager<StaffUser> users, IOptions<IdentityOptions> options, SecondFactorRule secondFactor)
    : UserClaimsPrincipalFactory<StaffUser>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(StaffUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(StaffClaims.Role, user.Role.ToString()));
        identity.AddClaim(new Claim(StaffClaims.DisplayName, user.DisplayName));
        if (user.DepartmentId is { } department)
        {
            identity.AddClaim(new Claim(StaffClaims.Department, department.ToString(CultureInfo.InvariantCulture)));
        }

        if (user.MustChangePassword)
        {
            identity.AddClaim(new Claim(StaffClaims.MustChangePassword, "true"));
        }

        if (secondFactor.Roles.Contains(user.Role) && !await UserManager.HasSecondFactorAsync(user))
        {
            identity.AddClaim(new Claim(StaffClaims.MustEnrol, "true"));
        }

        return identity;
    }
}
