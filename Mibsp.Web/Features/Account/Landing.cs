using System.Security.Claims;
using Mibsp.Domain.Officers;
using Mibsp.Web.Security;

namespace Mibsp.Web.Features.Account;

/// <summary>Where somebody goes after signing in.</summary>
internal static class Landing
{
    public const string ChangePassword = "/auth/change-password";
    public const string SecondFactor = "/auth/second-factor";
    public const string SecondStep = "/auth/second-step";
    public const string Profile = "/auth/profile";

    /// <summary>Where they wanted to go, if that is here; otherwise the first page of their role. First of all, what they have to do before anything else.</summary>
    public static string For(ClaimsPrincipal user, string? wanted) => user switch
    {
        _ when user.HasClaim(StaffClaims.MustChangePassword, "true") => ChangePassword,
        _ when user.HasClaim(StaffClaims.MustEnrol, "true") => SecondFactor,
        _ when IsLocal(wanted) => wanted!,
        _ => user.ToActor() is { } actor ? For(actor.Role) : Profile,
    };

    public static string For(StaffRole role) => role switch
    {
        StaffRole.Administrator => "/admin/dashboard",
        StaffRole.Auditor => "/admin/audit-logs",
        StaffRole.Commissioner => Profile,
        _ => "/officer/dashboard",
    };

    /// <summary>A path on this host, and signing in must not lead back to the account pages.</summary>
    public static bool IsLocal(string? address) => IsHere(address) && !address!.StartsWith("/auth/", StringComparison.OrdinalIgnoreCase);

    /// <summary>A path on this host. "//host" and "/\host" lead elsewhere.</summary>
    public static bool IsHere(string? address) => address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);
}
