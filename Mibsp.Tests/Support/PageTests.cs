using System.Globalization;
using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Domain.Persistence;
using Mibsp.Web.Composition;
using Mibsp.Web.Features.Staff.Queue;
using Mibsp.Web.Security;
using Mibsp.Web.Security.Sessions;

namespace Mibsp.Tests.Support;

/// <summary>Base for tests of pages: bUnit over the real services and a database of their own.</summary>
public abstract class PageTests : BunitContext, IAsyncLifetime
{
    private BunitAuthorizationContext? _signedIn;

    protected PageTests()
    {
        // Waits end with their condition; this only says when to give up, also on a machine that does much else.
        DefaultWaitTimeout = TimeSpan.FromSeconds(15);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        Services.AddScoped<CurrentStaff>().AddScoped<StepUp>().AddSingleton<SessionChecking>().AddSingleton<QueueCells>();
        Portal.ShareWith(Services);

        // Schedules that stand still: what a test wants to run it starts itself.
        Services.AddSchedules();
    }

    protected TestPortal Portal { get; } = new();

    protected Town Town => Portal.Town;

    public virtual async ValueTask InitializeAsync() => await Town.FoundAsync();

    /// <summary>Whoever looks at the pages from now on.</summary>
    protected void SignIn(Member member)
    {
        _signedIn ??= AddAuthorization();
        _signedIn.SetAuthorized(member.UserName);
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, member.Id.ToString()),
            new(StaffClaims.DisplayName, member.Name),
        ];
        if (member.Actor.DepartmentId is { } department)
        {
            claims.Add(new Claim(StaffClaims.Department, department.ToString(CultureInfo.InvariantCulture)));
        }

        claims.AddRange(Session(member));
        _signedIn.SetRoles(member.Actor.Role.ToString());
        _signedIn.SetClaims([.. claims]);
    }

    /// <summary>A session that has just begun, as after signing in.</summary>
    private List<Claim> Session(Member member)
    {
        using var db = Portal.Get<IDbContextFactory<MibspDbContext>>().CreateDbContext();
        return db.Users.Where(u => u.Id == member.Id).Select(u => u.SecurityStamp).SingleOrDefault() is { } stamp
            ? [new(new ClaimsIdentityOptions().SecurityStampClaimType, stamp), new(StaffClaims.Session, $"{Begin(member.Id, stamp):N}")]
            : [];
    }

    private Guid Begin(Guid userId, string stamp)
        => Task.Run(() => Portal.Get<SessionKeeping>().BeginAsync(userId, stamp, Device.Unknown, null, CancellationToken.None)).GetAwaiter().GetResult();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Portal.Dispose();
    }
}
