using System.Net;
using System.Text.RegularExpressions;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Web.SignIn;

/// <summary>Who is handed a challenge for a passkey, and what a false answer gets. That a right one works: Browser/SignIn.</summary>
public sealed partial class PasskeyOptionsTests(WebHost host) : IClassFixture<WebHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sign-in", HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData("confirm", HttpStatusCode.NotFound, HttpStatusCode.OK)]
    [InlineData("create", HttpStatusCode.NotFound, HttpStatusCode.OK)]
    [InlineData("", HttpStatusCode.NotFound, HttpStatusCode.NotFound)]
    [InlineData("else", HttpStatusCode.NotFound, HttpStatusCode.NotFound)]
    public async Task Strangers_may_only_sign_in(string what, HttpStatusCode stranger, HttpStatusCode staff)
    {
        using var http = host.Browser();
        Assert.Equal(stranger, await AskAsync(http, what, "/auth/login"));
        using (await new StaffBrowser(http).SignInAsync((await host.Town.HireAsync()).UserName))
        {
            Assert.Equal(staff, await AskAsync(http, what, "/auth/passkeys"));
        }
    }

    [Fact]
    public async Task Without_the_forms_protection_nothing_is_given()
    {
        using var http = host.Browser();
        using var answer = await http.PostAsync(new Uri("/auth/passkey-options?for=sign-in", UriKind.Relative), new FormUrlEncodedContent([]), Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{\"id\":5}")]
    [InlineData("{\"id\":\"***\"}")]
    [InlineData("{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"type\":\"public-key\",\"response\":{},\"clientExtensionResults\":{}}")]
    public async Task A_false_answer_signs_nobody_in(string forged)
    {
        var browser = new StaffBrowser(host.Browser());

        using var answer = await browser.SendAsync("/auth/login", "passkey-sign-in", ("Answer", forged));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("This passkey did not work here.", await StaffBrowser.TextAsync(answer), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient http, string what, string page)
    {
        var form = FormToken().Match(await http.GetStringAsync(new Uri(page, UriKind.Relative), Token)).Groups[1].Value;
        using var answer = await http.PostAsync(
            new Uri($"/auth/passkey-options?for={what}", UriKind.Relative), new FormUrlEncodedContent([new("__RequestVerificationToken", form)]), Token);
        return answer.StatusCode;
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex FormToken();
}
