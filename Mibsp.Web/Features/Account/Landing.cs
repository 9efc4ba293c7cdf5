using Mibsp.Domain.Officers;

namespace Mibsp.Web.Features.Account;

/// <summary>Where somebody goes after signing in.</summary>
internal static class Landing
{
    public const string ChangePassword = "/auth/change-password";

    /// <summary>Where they wanted to go, if that is here; otherwise the first page of their role.</summary>
    public static string For(StaffUser user, string? wanted)
        => user.MustChangePassword ? ChangePassword : IsLocal(wanted) ? wanted! : For(user.Role);

    public static string For(StaffRole role) => role switch
    {
        StaffRole.Administrator => "/admin/dashboard",
        StaffRole.Auditor => "/admin/audit-logs",
        StaffRole.Commissioner => "/auth/profile",
        _ => "/officer/dashboard",
    };

    /// <summary>A path on this host. "//host" and "/\host" lead elsewhere, and signing in must not lead back to the account pages.</summary>
    public static bool IsLocal(string? address)
        => address is ['/', ..] and not ['/', '/' or '\\', ..]
            && !address.Any(char.IsControl)
            && !address.StartsWith("/auth/", StringComparison.OrdinalIgnoreCase);
}
