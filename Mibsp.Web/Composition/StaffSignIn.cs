using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Domain.Persistence;
using Mibsp.Web.Features.Account;
using Mibsp.Web.Options;
using Mibsp.Web.Security;
using Mibsp.Web.Security.Sessions;
using Mibsp.Web.Security.SignIn;

namespace Mibsp.Web.Composition;

/// <summary>Accounts, cookies and policies of staff. Citizens never meet any of it.</summary>
internal static class StaffSignIn
{
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

                // A name that an administrator gave is good.
                identity.User.AllowedUserNameCharacters = "";

                // PasswordPolicy is the rule, these only must not contradict it.
                identity.Password.RequiredLength = PasswordPolicy.MinLength;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
            })
            .AddUserStore<StaffStore>()
            .AddClaimsPrincipalFactory<StaffClaimsFactory>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.ConfigureApplicationCookie(cookie => Configure(cookie, options, builder.Environment.IsDevelopment()));
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, cookie => Guard(cookie, "staff-step", builder.Environment.IsDevelopment()));
        services.Configure<IdentityPasskeyOptions>(Passkeys.Configure);
        services.AddSingleton(new SessionLimits(TimeSpan.FromHours(options.SessionHours)));
        services.AddSingleton<SecondFactorRule>().AddSingleton<SessionChecking>();
        services.AddSingleton<ISecurityStampValidator, SessionValidator>();
        services.AddAuthorizationBuilder().AddMibspPolicies();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, RevalidatingStaffState>();
        services.AddScoped<CurrentStaff>();
        services.AddSingleton<PasswordTries>();
        services.AddHostedService<FirstStart>();
        services.AddScoped<SessionOpening>().AddScoped<StepUp>();
        services.AddScoped<StaffSigningIn>().AddScoped<SecondStep>().AddScoped<PasswordChanging>();
        services.AddScoped<AuthenticatorCodes>().AddScoped<FactorKeeping>().AddScoped<Passkeys>().AddScoped<Confirming>();
    }

    private static void Guard(CookieAuthenticationOptions cookie, string name, bool isDevelopment)
    {
        cookie.Cookie.Name = name;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = isDevelopment ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
    }

    private static void Configure(CookieAuthenticationOptions cookie, StaffOptions options, bool isDevelopment)
    {
        Guard(cookie, "staff", isDevelopment);
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
                context.Response.Redirect(Landing.ChangePassword);
            }
            else if (context.HttpContext.User.HasClaim(StaffClaims.MustEnrol, "true"))
            {
                context.Response.Redirect(Landing.SecondFactor);
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
            }

            return Task.CompletedTask;
        };
    }
}
