using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Tests.Support;
using Mibsp.Tests.Web.Flood;

namespace Mibsp.Tests.Web.Host;

/// <summary>The two ways past the gate over HTTP: the work done, or the time waited. Nothing typed is lost on either.</summary>
public sealed partial class FloodFormTests : IClassFixture<WebHost>
{
    private readonly TestClock _clock = new();
    private readonly WebHost _host;
    private readonly CitizenBrowser _citizen;

    public FloodFormTests(WebHost host)
    {
        _host = host;
        var flooded = host.WithWebHostBuilder(builder =>
        {
            builder.UseSetting("Flood:LeastSeconds", "3");
            builder.UseSetting("Flood:MostSeconds", "60");
            builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(_clock));
        });
        _citizen = new CitizenBrowser(flooded.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") }));
    }

    [Fact]
    public async Task Without_script_a_form_sent_too_soon_says_for_how_long_to_wait_and_keeps_everything()
    {
        await ReviewAsync();

        await _citizen.SendAsync("send", []);
        Assert.Equal(HttpStatusCode.OK, _citizen.Status);
        Assert.Contains("has to wait 3 more seconds", _citizen.Page, StringComparison.Ordinal);
        Assert.Contains(A.Description, _citizen.Page, StringComparison.Ordinal);
        Assert.Contains("value=\"send\"", _citizen.Page, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _citizen.SendAsync("send", []);
        Assert.Contains("has to wait 2 more seconds", _citizen.Page, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromSeconds(2));
        await _citizen.SendAsync("send", []);

        Assert.Contains("data-testid=\"tracking-id\"", _citizen.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_work_done_the_form_is_taken_at_once()
    {
        await ReviewAsync();

        Work();
        await _citizen.SendAsync("send", []);

        Assert.Contains("data-testid=\"tracking-id\"", _citizen.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_piece_of_work_is_one_complaint_however_often_the_last_step_is_made_anew()
    {
        await _citizen.TellAsync(_host.Town.Water);
        Work();
        var beforeReview = _citizen.Page;
        await _citizen.SendAsync("next", []);
        await _citizen.SendAsync("send", []);
        Assert.Contains("data-testid=\"tracking-id\"", _citizen.Page, StringComparison.Ordinal);

        // Back to the step before, where no tracking ID was drawn yet: another complaint by the same token.
        _citizen.Replace(_citizen.Page, beforeReview);
        await _citizen.SendAsync("next", []);
        await _citizen.SendAsync("send", []);

        Assert.DoesNotContain("data-testid=\"tracking-id\"", _citizen.Page, StringComparison.Ordinal);
        Assert.Contains("has to wait", _citizen.Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("work", "forged")]
    [InlineData("work", "")]
    [InlineData("answer", "1.2.3")]
    public async Task Nonsense_in_the_hidden_fields_is_a_sentence_and_no_error(string field, string value)
    {
        await ReviewAsync();
        _citizen.Replace(Field(field), $"name=\"{field}\" value=\"{value}\"");

        await _citizen.SendAsync("send", []);

        Assert.Equal(HttpStatusCode.OK, _citizen.Status);
        Assert.Contains("Everything you entered is still here.", _citizen.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_from_an_earlier_step_is_going_on_and_no_error()
    {
        await _citizen.TellAsync(_host.Town.Water);

        await _citizen.SendAsync("send", []);

        Assert.Equal(HttpStatusCode.OK, _citizen.Status);
        Assert.Contains("value=\"send\"", _citizen.Page, StringComparison.Ordinal);
    }

    private async Task ReviewAsync()
    {
        await _citizen.TellAsync(_host.Town.Water);
        await _citizen.SendAsync("next", []);
    }

    private void Work()
    {
        var work = Nonce().Match(_citizen.Page);
        var answer = Puzzle.Solve(work.Groups[1].Value, int.Parse(work.Groups[2].Value, CultureInfo.InvariantCulture));
        _citizen.Replace(Field("answer"), $"name=\"answer\" value=\"{answer}\"");
    }

    private string Field(string name) => Regex.Match(_citizen.Page, $"name=\"{name}\" value=\"[^\"]*\"").Value;

    [GeneratedRegex("data-nonce=\"([0-9a-f]{32})\" data-bits=\"([0-9]+)\"")]
    private static partial Regex Nonce();
}
