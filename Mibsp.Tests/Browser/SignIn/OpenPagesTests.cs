using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.SignIn;

namespace Mibsp.Tests.Browser.SignIn;

/// <summary>Pages that are open when a session ends close by themselves. Here they ask each second; an operator's ask every 20.</summary>
[Collection(SharedBrowser.Name)]
[Trait("Category", "Browser")]
public sealed class OpenPagesTests(BrowserFixture browser, SignInPortal portal) : IClassFixture<SignInPortal>
{
    private const string Password = "copper basket window";
    private const string Queue = "/officer/dashboard?scope=all";

    [Fact]
    public async Task The_open_page_of_a_disabled_officer_closes()
    {
        PortalProcess.SkipWhenSeveral();
        var officer = await OpenAsync("officer_water", "Officer@1234");
        await officer.GotoAsync(Queue);
        await officer.Locator("tr[data-case]").First.WaitForAsync();
        await using (var db = new SqliteConnection($"Data Source={Path.Combine(portal.Portal.Folder, "mibsp.db")}"))
        {
            await db.OpenAsync(TestContext.Current.CancellationToken);
            await using var disable = db.CreateCommand();
            disable.CommandText = "UPDATE AspNetUsers SET IsDisabled = 1 WHERE UserName = 'officer_water'";
            Assert.Equal(1, await disable.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        await officer.WaitForURLAsync("**/auth/login?ended=true");
        await officer.GetByText("You were signed out here.").WaitForAsync();
        Assert.Equal(0, await officer.Locator("tr[data-case]").CountAsync());
    }

    [Fact]
    public async Task A_stolen_cookie_stops_with_its_session_in_an_open_page_too()
    {
        var (victim, elsewhere) = (await OpenAsync("supervisor_roads", "Officer@1234"), await OpenAsync("supervisor_roads", "Officer@1234"));
        var thief = await browser.OpenAsync(address: portal.Address);
        await thief.Context.AddCookiesAsync([.. (await victim.Context.CookiesAsync()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path })]);
        await thief.GotoAsync(Queue);
        await thief.Locator("tr[data-case]").First.WaitForAsync();

        await elsewhere.GotoAsync("/auth/profile");
        await elsewhere.Button("End all others").ClickAsync();
        await elsewhere.GetByText("All other sessions were ended.").WaitForAsync();

        await thief.WaitForURLAsync("**/auth/login?ended=true");
        await victim.WaitForURLAsync("**/auth/login?ended=true");
        await thief.GotoAsync(Queue);
        Assert.Contains("/auth/login", thief.Url, StringComparison.Ordinal);
        await elsewhere.GotoAsync(Queue);
        await elsewhere.Locator("tr[data-case]").First.WaitForAsync();
    }

    private async Task<IPage> OpenAsync(string user, string first)
    {
        var page = await browser.OpenAsync(address: portal.Address);
        await page.SignInAsync(user, first, Password);
        return page;
    }
}
