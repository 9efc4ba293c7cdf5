using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;
using Mibsp.Web.Live;
using Mibsp.Web.Security;

namespace Mibsp.Tests.Load;

/// <summary>The real portal in this process, on a real port, so that its memory can be weighed exactly.</summary>
public sealed class LoadHost : WebApplicationFactory<Program>
{
    private readonly TestDatabase? _own;
    private readonly (DatabaseProvider Provider, string ConnectionString, string Folder) _database;

    public LoadHost(DatabaseProvider provider)
    {
        _own = new TestDatabase(provider);
        _database = (_own.Provider, _own.ConnectionString, _own.Folder);
        UseKestrel(0);
        StartServer();
    }

    /// <summary>Over a database that is there already.</summary>
    public LoadHost(DatabaseProvider provider, string connectionString, string folder)
    {
        _database = (provider, connectionString, folder);
        UseKestrel(0);
        StartServer();
    }

    internal CommitTimes Commits => (CommitTimes)Services.GetRequiredService<IComplaintEvents>();

    public Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");

    /// <summary>The cookie of somebody who has signed in.</summary>
    public async Task<string> CookieAsync(Member member)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<StaffUser>>();
        var user = (await users.FindByIdAsync($"{member.Id}"))!;
        var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<StaffUser>>()
            .CreateAsync(user);
        var id = await Services.GetRequiredService<SessionKeeping>().BeginAsync(user.Id, user.SecurityStamp!, Device.Unknown, null, CancellationToken.None);
        principal.Identities.First().AddClaim(new Claim(StaffClaims.Session, id.ToString("N")));
        var options = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var now = TimeProvider.System.GetUtcNow();
        var session = new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddHours(2) };
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(new AuthenticationTicket(principal, session, IdentityConstants.ApplicationScheme))}";
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _own?.Dispose();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.UseSetting("Storage:Folder", _database.Folder);
        builder.UseSetting("Database:Provider", $"{_database.Provider}");
        builder.UseSetting("ConnectionStrings:Mibsp", _database.ConnectionString);
        builder.UseSetting("Database:MigrateAtStart", "true");
        builder.UseSetting("Release:MostMinutes", "0");
        builder.UseSetting("Flood:BurstAfter", "1000000");
        builder.ConfigureTestServices(services => services.AddSingleton<IComplaintEvents>(provider => new CommitTimes(provider.GetRequiredService<LiveUpdates>())));
        builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
    }
}
