using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Web.Features.Citizen;

/// <summary>The tracking page as plain forms: what cannot be undone is asked once more, and no typed word is lost on the way.</summary>
public sealed class TrackFormTests(WebHost host) : IClassFixture<WebHost>
{
    private const string Threat = "The clerk said at the counter that my papers would be lost if I went on complaining about it.";

    private readonly CitizenBrowser _citizen = new(host.Browser());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Withdrawing_is_asked_once_more_and_what_was_typed_comes_back()
    {
        var filed = await OpenAsync();

        await _citizen.SendAsync("withdraw", [("Message", "Half a sent")]);
        Shows("Withdraw your complaint?", "Is somebody pressing you");
        Assert.Equal(ComplaintStatus.Pending, await StatusAsync(filed));
        await _citizen.SendAsync("case", []);
        Shows(">Half a sent</textarea>");

        await _citizen.SendAsync("withdraw", []);
        await _citizen.SendAsync("withdraw-now", []);
        Shows("Your complaint was withdrawn.", "How well were you served?");
        Assert.Equal(ComplaintStatus.Closed, await StatusAsync(filed));

        await _citizen.SendAsync("withdraw-now", []);
        Shows("That is not possible any more at this stage.");
    }

    [Fact]
    public async Task Erasing_wants_the_last_group_and_leaves_a_page_that_says_so()
    {
        var filed = await OpenAsync();
        await _citizen.SendAsync("message", [("Message", "A word to be forgotten.")]);
        await _citizen.SendAsync("erase", []);
        Shows("Erase what you wrote?", "The complaint is withdrawn with it", "What stays");

        await _citizen.SendAsync("erase-now", [("LastGroup", "")]);
        Shows("Nothing was erased.");
        await _citizen.SendAsync("erase-now", [("LastGroup", filed.TrackingId.Reveal()[^4..])]);

        Shows("It is erased.", "What was written here was erased on");
        Hides("A word to be forgotten", "name=\"files\"", "Erase what I wrote", "How well were you served");
        await _citizen.TrackAsync(filed.TrackingId);
        Shows("What was written here was erased on", "Withdrawn");
        foreach (var late in (string[])["message", "confirm", "contest", "rate", "withdraw-now"])
        {
            await _citizen.SendAsync(late, [("Message", "Wait!"), ("Reason", "Wait!"), ("Stars", "3")]);
            Shows("has been erased, so nothing can be added to it");
        }

        await using var db = await host.Town.ContextAsync();
        Assert.False(await db.ComplaintKeys.AnyAsync(k => k.ComplaintId == filed.Id, Token) || await db.Messages.AnyAsync(m => m.ComplaintId == filed.Id, Token));
    }

    [Fact]
    public async Task A_rating_is_given_once()
    {
        var filed = await OpenAsync();
        Hides("How well were you served?");
        Town.Done(await host.Town.Get<ComplaintTracking>().WithdrawAsync(filed.TrackingId, Token));
        await _citizen.TrackAsync(filed.TrackingId);

        await _citizen.SendAsync("rate", []);
        Shows("Choose one of the five first.");
        await _citizen.SendAsync("rate", [("Stars", "4")]);
        Shows("Your rating was sent.", "4 of 5: Well");
        await _citizen.SendAsync("rate", [("Stars", "1")]);
        Shows("You have rated it already.", "4 of 5: Well");
    }

    [Fact]
    public async Task What_happened_to_the_citizen_becomes_a_second_report_under_the_same_ID()
    {
        await host.Town.HireAsync(StaffRole.IntegrityOfficer);
        var filed = await OpenAsync();
        await _citizen.SendAsync("retaliation", [("Message", "Half a sent")]);
        Shows("What happened to you?", "within 5 working days");

        await _citizen.SendAsync("retaliation-now", [("Description", "He shouted."), ("Day", "31"), ("Month", "2"), ("Year", "2026")]);
        Shows("Say a little more", "This is not a day", ">He shouted.</textarea>");
        var stale = new CitizenBrowser(host.Browser());
        await stale.TrackAsync(filed.TrackingId);
        await stale.SendAsync("retaliation", []);
        await _citizen.SendAsync("retaliation-now", [("Description", Threat), ("Day", ""), ("Month", "6"), ("Year", "2026")]);
        Shows("The Integrity Cell has it now.", ">Half a sent</textarea>", "You told the Integrity Cell on");

        // The same form in another tab: other words are refused and kept, the same words are the same report.
        await stale.SendAsync("retaliation-now", [("Description", Threat + " Again."), ("Day", ""), ("Month", "6"), ("Year", "2026")]);
        Assert.Contains("that report is still open", stale.Page, StringComparison.Ordinal);
        Assert.Contains("Again.</textarea>", stale.Page, StringComparison.Ordinal);
        await stale.SendAsync("retaliation-now", [("Description", Threat), ("Day", ""), ("Month", "6"), ("Year", "2026")]);
        Assert.Contains("The Integrity Cell has it now.", stale.Page, StringComparison.Ordinal);

        await _citizen.TrackAsync(filed.TrackingId);
        await _citizen.SendAsync("report:1", [("Message", "Half a sent")]);
        Shows("Send it, or empty the box", ">Half a sent</textarea>");
        await _citizen.SendAsync("report:1", [("Message", "")]);
        Shows("Retaliation", "An integrity officer, outside the departments, since ");
        Hides("Something happened to me");
        await _citizen.SendAsync("message", [("Message", "He said it twice.")]);
        Shows("He said it twice.");
        await _citizen.SendAsync("report:0", [("Message", "")]);
        Hides("He said it twice.");

        await using var db = await host.Town.ContextAsync();
        Assert.Equal(1, await db.Complaints.CountAsync(c => c.LinkedToId == filed.Id, Token));
    }

    [Fact]
    public async Task Who_answers_and_since_when_is_said_by_role_and_never_by_name()
    {
        await host.Town.HireAsync(StaffRole.Supervisor, name: "Asha Mehta");
        var (filed, officer, today) = (await OpenAsync(), await host.Town.HireAsync(name: "Ravi Kumar"), host.Town.Get<MunicipalTime>().Today.ToString("d MMMM yyyy", CultureInfo.InvariantCulture));
        Shows($"The head of Water Supply, since {today}");

        await host.Town.TakeAsync(filed, officer);
        await _citizen.SendAsync("refresh", []);
        Shows($"An officer of Water Supply, since {today}");
        Town.Done(await host.Town.Get<ComplaintHandling>().AskCitizenAsync(await host.Town.SeenAsync(filed), "Where?", officer.Actor, Token));
        await _citizen.SendAsync("refresh", []);
        Shows($"An officer of Water Supply, since {today}", "The clock stands still while we wait for your answer, until ");
        Hides("Asha", "Ravi");
    }

    [Fact]
    public async Task Who_has_read_it_is_said_by_role_and_number_and_without_names()
    {
        var filed = await OpenAsync();
        Shows("Who has read it", "Nobody so far");
        var officer = await host.Town.HireAsync(name: "Asha Mehta");
        await host.Town.Get<CaseQueries>().FindAsync(filed.CaseNumber, officer.Actor, Token);

        await _citizen.SendAsync("refresh", []);

        Shows("One person, last on");
        Hides("Asha");
    }

    [Fact]
    public async Task The_note_comes_once_more_by_post_and_only_with_the_forms_token()
    {
        var filed = await OpenAsync();
        var id = filed.TrackingId.Reveal();

        using var note = await _citizen.SendToAsync("/track/slip");
        Assert.Equal((HttpStatusCode.OK, "text/plain"), (note.StatusCode, note.Content.Headers.ContentType?.MediaType));
        var text = await note.Content.ReadAsStringAsync(Token);
        Assert.Contains(id["MIB-".Length..], text, StringComparison.Ordinal);
        Assert.DoesNotContain("MIB", text, StringComparison.Ordinal);

        using var bare = await host.Browser().PostAsync(new Uri("/track/slip", UriKind.Relative), new FormUrlEncodedContent([new("visit", "x")]), Token);
        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        _citizen.Replace("name=\"visit\" value=\"", "name=\"visit\" value=\"x");
        using var forged = await _citizen.SendToAsync("/track/slip");
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
    }

    [Theory]
    [InlineData("Report", "7")]
    [InlineData("Report", "-1")]
    [InlineData("Report", "999999999999")]
    [InlineData("Step", "99")]
    [InlineData("Step", "Nowhere")]
    [InlineData("Stars", "0")]
    [InlineData("Stars", "six")]
    [InlineData("go", "report:9")]
    [InlineData("go", "report:")]
    [InlineData("go", "no-such-thing")]
    public async Task Whatever_a_form_is_made_to_say_the_page_answers(string name, string value)
    {
        await OpenAsync();

        _citizen.Replace($"name=\"{name}\" value=\"", $"name=\"{name}\" value=\"{value}\" data-was=\"");
        await _citizen.SendAsync(name == "go" ? value : "stay", name is "go" or "Report" or "Step" ? [] : [(name, value)]);

        Assert.Equal(HttpStatusCode.OK, _citizen.Status);
        Shows("Your complaint");
    }

    private async Task<Filed> OpenAsync()
    {
        var filed = await host.Town.FileAsync();
        await _citizen.TrackAsync(filed.TrackingId);
        Shows("Pending");
        return filed;
    }

    private void Shows(params string[] texts) => Assert.All(texts, text => Assert.Contains(text, _citizen.Page, StringComparison.Ordinal));

    private void Hides(params string[] texts) => Assert.All(texts, text => Assert.DoesNotContain(text, _citizen.Page, StringComparison.Ordinal));

    private async Task<ComplaintStatus> StatusAsync(Filed filed)
    {
        await using var db = await host.Town.ContextAsync();
        return await db.Complaints.Where(c => c.Id == filed.Id).Select(c => c.Status).SingleAsync(Token);
    }
}
