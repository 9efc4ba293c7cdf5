using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Web.Features.Account;
using Mibsp.Web.Options;
using Mibsp.Web.Security;

namespace Mibsp.Web.Composition;

/// <summary>Accounts, cookies and policies of staff. Citizens never meet any of it.</summary>
internal static class StaffSignIn
{
    private static readonly TimeSpan _stampInterval = TimeSpan.FromSeconds(30);

    public static void AddMibspStaffSignIn(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(StaffOptions.Section).Get<StaffOptions>() ?? new StaffOptions();
        var services = builder.Services;
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<StaffUser>(identity =>
            {
                identity.Stores.SchemaVersion = IdentitySchema.Version;
                identity.Lockout.MaxFailedAccessAttempts = 5;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);

                // Length counts; StaffAccounts.StrongEnough is the rule, these only must not contradict it.
                identity.Password.RequiredLength = StaffAccounts.PasswordMinLength;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
            })
            .AddEntityFrameworkStores<MibspDbContext>()
            .AddClaimsPrincipalFactory<StaffClaimsFactory>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.ConfigureApplicationCookie(cookie => Configure(cookie, options, builder.Environment.IsDevelopment()));
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = _stampInterval);
        services.AddAuthorizationBuilder().AddMibspPolicies();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, RevalidatingStaffState>();
        services.AddScoped<CurrentStaff>();
        services.AddSingleton<PasswordTries>();
        services.AddScoped<StaffSigningIn>().AddScoped<PasswordChanging>();
    }

    private static void Configure(CookieAuthenticationOptions cookie, StaffOptions options, bool isDevelopment)
    {
        cookie.Cookie.Name = "staff";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = isDevelopment ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(options.SessionHours);
        cookie.SlidingExpiration = false;
        cookie.LoginPath = "/auth/login";
        cookie.LogoutPath = "/auth/logout";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Events.OnRedirectToAccessDenied = context =>
        {
            // Somebody whose password others know gets nowhere but to the form that changes it.
            if (context.HttpContext.User.HasClaim(StaffClaims.MustChangePassword, "true"))
            {
                context.Response.Redirect("/auth/change-password");
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
            }

            return Task.CompletedTask;
        };
    }
}
