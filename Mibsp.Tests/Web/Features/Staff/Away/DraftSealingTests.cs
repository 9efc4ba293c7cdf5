using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Mibsp.Domain.Common;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Staff.Cases.Away;

namespace Mibsp.Tests.Web.Features.Staff.Away;

/// <summary>What is typed and not sent, on its way to the tab that keeps it.</summary>
public sealed partial class DraftSealingTests(WebHost host) : IClassFixture<WebHost>
{
    private const string Typed = "I will look at the pump on Tuesday.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_goes_back_sealed_and_opens_for_its_writer_alone()
    {
        var (http, officer) = await SignedInAsync();
        var draft = Draft(Typed);

        using var answer = await SendAsync(http, draft, await TokenAsync(http));

        var token = await answer.Content.ReadAsStringAsync(Token);
        Assert.Equal((HttpStatusCode.OK, true), (answer.StatusCode, answer.Headers.CacheControl?.NoStore));
        Assert.DoesNotContain("pump", token, StringComparison.Ordinal);
        var drafts = host.Town.Get<DraftKeeping>();
        Assert.Equal(draft, drafts.Open(token, officer.Id));
        Assert.Null(drafts.Open(token, Identifiers.Random()));
        Assert.Null(drafts.Open(token[..^2], officer.Id));
    }

    [Fact]
    public async Task Nothing_is_sealed_for_a_page_that_is_not_ours_or_that_no_form_could_hold()
    {
        var (http, _) = await SignedInAsync();
        var token = await TokenAsync(http);
        foreach (var (draft, with) in new[]
        {
            (Draft(Typed), ""), (Draft(Typed), "forged"), (Draft(new string('a', KeptDraft.LongestText + 1)), token), (Draft(new string('a', 300_000)), token),
            (Draft(Typed) with { Act = "" }, token), (Draft(Typed) with { OfficerId = new string('1', 41) }, token),
        })
        {
            using var answer = await SendAsync(http, draft, with);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        using var none = await http.PostAsync(new Uri("/officer/draft", UriKind.Relative), new StringContent("{", null, "application/json"), Token);
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
    }

    private static KeptDraft Draft(string text) => new(Identifiers.Random(), "Note", 3, text, null, null, null, null);

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, KeptDraft draft, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/officer/draft") { Content = JsonContent.Create(draft) };
        await request.Content.LoadIntoBufferAsync(Token);
        request.Headers.Add("RequestVerificationToken", token);
        return await http.SendAsync(request, Token);
    }

    private static async Task<string> TokenAsync(HttpClient http)
        => FormToken().Match(await http.GetStringAsync(new Uri("/officer/dashboard", UriKind.Relative), Token)).Groups[1].Value;

    private async Task<(HttpClient Http, Member Officer)> SignedInAsync()
    {
        var (http, officer) = (host.Browser(), await host.Town.HireAsync());
        await new StaffBrowser(http).SignInAsync(officer.UserName);
        return (http, officer);
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex FormToken();
}
