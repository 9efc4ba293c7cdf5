using Microsoft.AspNetCore.Authorization;
using Mibsp.Domain.Officers;

namespace Mibsp.Web.Security;

/// <summary>
/// Which pages are for whom. Nobody passes any of these while their password must be changed, and none but <see cref="Enrolling"/>
/// while their role needs a second factor that they have not set up.
/// </summary>
internal static class Policies
{
    /// <summary>Those who work on complaints: officers, supervisors, integrity officers, and the commissioner for what came up to them.</summary>
    public const string Casework = nameof(Casework);

    /// <summary>Reply templates: those who lead a unit, and administrators.</summary>
    public const string Templates = nameof(Templates);

    /// <summary>Figures of people's and departments' work: those who work on complaints, and administrators and auditors for departments.</summary>
    public const string Metrics = nameof(Metrics);
    public const string Administrator = nameof(Administrator);

    /// <summary>The record: administrators and auditors.</summary>
    public const string Record = nameof(Record);

    /// <summary>The figures of the whole town: administrators, the commissioner and auditors.</summary>
    public const string Analytics = nameof(Analytics);

    /// <summary>Everybody who works here.</summary>
    public const string AllStaff = nameof(AllStaff);

    /// <summary>The pages on which a second factor is set up.</summary>
    public const string Enrolling = nameof(Enrolling);

    public static void AddMibspPolicies(this AuthorizationBuilder builder) => builder
        .AddPolicy(AllStaff, p => p.Settled())
        .AddPolicy(Enrolling, p => p.OwnPassword())
        .AddPolicy(Casework, p => p.Settled().RequireRole(
            nameof(StaffRole.Officer), nameof(StaffRole.Supervisor), nameof(StaffRole.IntegrityOfficer), nameof(StaffRole.Commissioner)))
        .AddPolicy(Templates, p => p.Settled().RequireRole(
            nameof(StaffRole.Supervisor), nameof(StaffRole.IntegrityOfficer), nameof(StaffRole.Administrator)))
        .AddPolicy(Metrics, p => p.Settled().RequireRole(
            nameof(StaffRole.Officer), nameof(StaffRole.Supervisor), nameof(StaffRole.IntegrityOfficer), nameof(StaffRole.Commissioner), nameof(StaffRole.Administrator), nameof(StaffRole.Auditor)))
        .AddPolicy(Analytics, p => p.Settled().RequireRole(nameof(StaffRole.Administrator), nameof(StaffRole.Commissioner), nameof(StaffRole.Auditor)))
        .AddPolicy(Administrator, p => p.Settled().RequireRole(nameof(StaffRole.Administrator)))
        .AddPolicy(Record, p => p.Settled().RequireRole(nameof(StaffRole.Administrator), nameof(StaffRole.Auditor)));

    private static AuthorizationPolicyBuilder Settled(this AuthorizationPolicyBuilder policy) => policy.OwnPassword()
        .RequireAssertion(context => !context.User.HasClaim(StaffClaims.MustEnrol, "true"));

    private static AuthorizationPolicyBuilder OwnPassword(this AuthorizationPolicyBuilder policy) => policy
        .RequireAuthenticatedUser()
        .RequireAssertion(context => !context.User.HasClaim(StaffClaims.MustChangePassword, "true"));
}
