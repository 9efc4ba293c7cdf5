using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Web.Host;

/// <summary>The wizard as plain forms: bad input gets a sentence, and everything typed is still there.</summary>
public sealed class WizardFormTests(WebHost host) : IClassFixture<WebHost>
{
    private readonly CitizenBrowser _citizen = new(host.Browser());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_that_is_a_web_page_is_refused_with_a_sentence_and_the_form_keeps_what_was_typed()
    {
        await _citizen.TellAsync(host.Town.Water);

        await _citizen.SendAsync("next", [], ("holiday.jpg", Encoding.UTF8.GetBytes("<!DOCTYPE html><script>alert(1)</script>")));

        Assert.Equal(HttpStatusCode.OK, _citizen.Status);
        Assert.Contains("This file is not a JPEG, PNG or WebP picture or a PDF", _citizen.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("holiday", _citizen.Page, StringComparison.Ordinal);
        await _citizen.SendAsync("back", []);
        Assert.Contains(A.Description, _citizen.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twenty_megabytes_are_answered_at_once_with_413_in_plain_words()
    {
        // The test server has no limit of its own to announce, so this one is Kestrel's: a process of its own.
        await using var portal = new PortalProcess(new() { ["Demo__Plant"] = "false" });
        await portal.StartAsync(Token);
        using var http = new HttpClient { BaseAddress = new Uri(portal.Address) };
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[20 * 1024 * 1024]), "files", "large.jpg" } };
        var watch = Stopwatch.StartNew();

        using var answer = await http.PostAsync(new Uri("/submit", UriKind.Relative), form, Token);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.Contains("<h1>", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_stand_beside_their_fields_and_what_was_typed_stays()
    {
        await _citizen.OpenAsync("/submit");
        await _citizen.SendAsync("next", []);
        Assert.Contains("Choose what happened.", _citizen.Page, StringComparison.Ordinal);

        await _citizen.SendAsync("next", [("Kind", "BribeDemanded")]);
        await _citizen.SendAsync("next", [("DepartmentId", $"{host.Town.Roads}"), ("ServiceId", $"{host.Town.Leakage}"), ("WardId", "2")]);
        Assert.Contains("This service belongs to another department.", _citizen.Page, StringComparison.Ordinal);

        await _citizen.SendAsync("next", [("DepartmentId", $"{host.Town.Roads}"), ("ServiceId", ""), ("WardId", "2")]);
        await _citizen.SendAsync("next", [("KeepFrom", "DepartmentHead")]);
        await _citizen.SendAsync("next", [("Description", "Too short."), ("Day", "31"), ("Month", "2"), ("Year", "2026"), ("Amount", "lots")]);

        Assert.Contains("Please write a little more: at least 40 more characters", _citizen.Page, StringComparison.Ordinal);
        Assert.Contains("This is not a date we can read.", _citizen.Page, StringComparison.Ordinal);
        Assert.Contains("Give the amount as a number", _citizen.Page, StringComparison.Ordinal);
        Assert.Contains("Too short.", _citizen.Page, StringComparison.Ordinal);
        Assert.Contains("value=\"lots\"", _citizen.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_few_words_get_a_service_suggested_and_one_press_chooses_it()
    {
        await _citizen.OpenAsync("/submit");
        await _citizen.SendAsync("next", [("Kind", "ServiceFault")]);

        await _citizen.SendAsync("suggest", [("Words", "paip line toot gayi hai, paani beh raha hai"), ("ServiceId", ""), ("WardId", "")]);
        Assert.Contains("It may belong here.", _citizen.Page, StringComparison.Ordinal);
        Assert.Contains("value=\"paip line toot gayi hai, paani beh raha hai\"", _citizen.Page, StringComparison.Ordinal);
        Assert.Contains($"value=\"take:{host.Town.Leakage}\" class=\"suggest__choice\" aria-pressed=\"false\"", _citizen.Page, StringComparison.Ordinal);

        await _citizen.SendAsync($"take:{host.Town.Leakage}", [("ServiceId", ""), ("WardId", "")]);
        Assert.Contains($"value=\"take:{host.Town.Leakage}\" class=\"suggest__choice\" aria-pressed=\"true\"", _citizen.Page, StringComparison.Ordinal);
        Assert.Matches($"name=\"DepartmentId\" value=\"{host.Town.Water}\"[^>]* checked", _citizen.Page);

        await _citizen.SendAsync("next", []);
        await _citizen.SendAsync("next", [("KeepFrom", "Nobody")]);
        Assert.DoesNotContain("paip line", _citizen.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_do_not_tell_are_answered_honestly()
    {
        await _citizen.OpenAsync("/submit");
        await _citizen.SendAsync("next", [("Kind", "ServiceFault")]);

        await _citizen.SendAsync("suggest", [("Words", "namaste")]);

        Assert.Contains("We could not tell from these words.", _citizen.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("take:", _citizen.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_the_same_form_twice_is_one_complaint_with_one_tracking_id()
    {
        await _citizen.TellAsync(host.Town.Water, "A story that is told once and sent twice, because the first answer took so long to come.");
        await _citizen.SendAsync("next", []);
        var (again, before) = (new CitizenBrowser(host.Browser()), await CountAsync());
        var review = _citizen.Page;

        await _citizen.SendAsync("send", []);
        var first = Id(_citizen.Page);
        await again.OpenAsync("/submit");
        await SendPageAsync(again, review);

        Assert.Equal(first, Id(again.Page));
        Assert.Equal(before + 1, await CountAsync());
    }

    [Theory]
    [InlineData("next")]
    [InlineData("send")]
    [InlineData("remove:-1")]
    [InlineData("remove:99999999999999999999")]
    [InlineData("edit:Receipt")]
    [InlineData("noted")]
    [InlineData("suggest")]
    [InlineData("take:1")]
    [InlineData("take:-1")]
    [InlineData("\0")]
    [InlineData("nonsense:with:colons")]
    public async Task Nonsense_is_never_an_error(string go)
    {
        await _citizen.OpenAsync("/submit");
        await _citizen.SendAsync(go, [("Kind", "\u0000"), ("DepartmentId", "99999999999"), ("WardId", "-1"), ("KeepFrom", "7"), ("Description", new string('x', 100_000)), ("LastGroup", "?")]);

        Assert.Equal(HttpStatusCode.OK, _citizen.Status);
        Assert.DoesNotContain("tracking-id__value", _citizen.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_was_tampered_with_is_not_read_and_says_so()
    {
        await _citizen.OpenAsync("/submit");
        await _citizen.SendAsync("next", [("draft", "CfDJ8forged")]);

        Assert.Equal(HttpStatusCode.OK, _citizen.Status);
    }

    // The form as another tab still shows it: same antiforgery cookie holder is not needed, the draft is what counts.
    private static async Task SendPageAsync(CitizenBrowser browser, string review)
    {
        var draft = review.Split("name=\"draft\" value=\"")[1].Split('"')[0];
        var own = browser.Page.Split("name=\"draft\" value=\"")[1].Split('"')[0];
        browser.Replace(own, draft);
        await browser.SendAsync("send", []);
    }

    private static string Id(string page) => page.Split("data-testid=\"tracking-id\">")[1].Split('<')[0];

    private async Task<int> CountAsync()
    {
        await using var db = await host.Town.ContextAsync();
        return await db.Complaints.CountAsync(Token);
    }
}
