using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Persistence.Sqlite;
using Mibsp.Tests.Support.Databases;

namespace Mibsp.Tests.Support;

/// <summary>
/// The real portal, started once for a class of tests, spoken to over HTTP without following redirects. It has a database
/// of its own and, not being in Development, no demo data.
/// </summary>
public sealed class WebHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly TestDatabase _database = new();

    public Town Town { get; private set; } = default!;

    public HttpClient Browser()
        => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") });

    async ValueTask IAsyncLifetime.InitializeAsync() => Town = await new Town(Services).FoundAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _database.Dispose();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.UseSetting("Storage:Folder", _database.Folder);
        builder.UseSetting("Release:MostMinutes", "0");
        builder.UseSetting("ConnectionStrings:Mibsp", _database.ConnectionString);

        // Tests are one address and many people at once. What that slows down has tests of its own (Web/Flood).
        builder.UseSetting("Flood:LeastSeconds", "0");
        builder.UseSetting("Flood:MostSeconds", "0");
        builder.UseSetting("Flood:LookUpsPerMinute", "1000000");
        builder.ConfigureTestServices(services => services
            .Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1)
            .ConfigureDbContext<SqliteMibspDbContext>(o => o.AddInterceptors(new AnswersLater())));
    }
}
