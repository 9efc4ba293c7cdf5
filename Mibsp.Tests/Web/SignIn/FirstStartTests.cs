using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Web.SignIn;

/// <summary>The first start outside Development: nobody is there, no password is known, and one link makes the first administrator.</summary>
public sealed class FirstStartTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly WebApplicationFactory<Program> _factory = new();
    private readonly WebApplicationFactory<Program> _portal;

    public FirstStartTests() => _portal = _factory.WithWebHostBuilder(web => web
        .UseEnvironment("Production").UseSetting("Storage:Folder", _database.Folder).UseSetting("ConnectionStrings:Mibsp", _database.ConnectionString));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task There_is_no_account_and_no_demo_password_opens_anything()
    {
        using var http = Http();
        await using var db = await _portal.Services.GetRequiredService<IDbContextFactory<MibspDbContext>>().CreateDbContextAsync(Token);
        Assert.False(await db.Users.AnyAsync(Token));

        foreach (var (user, password) in new[] { ("admin", "Admin@1234"), ("officer_water", "Officer@1234"), ("integrity", "Officer@1234"), ("auditor", "Officer@1234") })
        {
            using var answer = await new StaffBrowser(http).SignInAsync(user, password);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        // The start has made a link already.
        Assert.Equal(1, await db.SetupLinks.CountAsync(Token));
    }

    [Fact]
    public async Task The_link_makes_an_administrator_who_has_to_set_up_a_second_factor()
    {
        using var http = Http();
        var token = await _portal.Services.GetRequiredService<FirstAdministrator>().NewTokenAsync(Token);
        var browser = new StaffBrowser(http);
        using (var weak = await SendAsync(browser, token, "Admin@1234", "Admin@1234"))
        {
            var text = await StaffBrowser.TextAsync(weak);
            Assert.Contains("one of those that are tried first", text, StringComparison.Ordinal);
            Assert.Contains("value=\"asha\"", text, StringComparison.Ordinal);
        }

        using (var unlike = await SendAsync(browser, token, "copper basket window", "copper basket"))
        {
            Assert.Contains("are not the same", await StaffBrowser.TextAsync(unlike), StringComparison.Ordinal);
        }

        using var made = await SendAsync(browser, token, "copper basket window", "copper basket window");
        Assert.Equal("/auth/login?ready=true", PathAndQuery(made));
        Assert.Contains("This link is no good.", await browser.ReadAsync($"/auth/setup?token={token}"), StringComparison.Ordinal);
        using var signedIn = await browser.SignInAsync("asha", "copper basket window");
        Assert.Equal("/auth/second-factor", PathAndQuery(signedIn));
        using var early = await browser.GetAsync("/admin/dashboard");
        Assert.Equal("/auth/second-factor", PathAndQuery(early));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?token=")]
    [InlineData("?token=0000")]
    public async Task Without_the_link_there_is_no_form(string query)
    {
        using var http = Http();

        var page = await new StaffBrowser(http).ReadAsync($"/auth/setup{query}");

        Assert.Contains("This link is no good.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Given.Password", page, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _factory.DisposeAsync();
        _database.Dispose();
    }

    private static Task<HttpResponseMessage> SendAsync(StaffBrowser browser, string? token, string password, string repeat)
        => browser.SendAsync($"/auth/setup?token={token}", "set-up", ("Given.Token", token ?? ""), ("Given.UserName", "asha"), ("Given.DisplayName", "Asha Rao"), ("Given.Password", password), ("Given.Repeat", repeat));

    private static string PathAndQuery(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return new Uri(new Uri("https://localhost"), answer.Headers.Location!).PathAndQuery;
    }

    private HttpClient Http() => _portal.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") });
}
