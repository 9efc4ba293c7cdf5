using System.Text;
using System.Text.RegularExpressions;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Web.Security;

namespace Mibsp.Tests.Web.Host;

/// <summary>Looking for a complaint that is not there, and for what is no tracking ID: one answer.</summary>
public sealed partial class LookUpTests(WebHost host) : IClassFixture<WebHost>
{
    [Fact]
    public async Task Unknown_and_malformed_ids_get_the_same_page_to_the_letter()
    {
        var id = TrackingId.New().Reveal();
        var pages = new HashSet<string>(StringComparer.Ordinal);
        foreach (var typed in new[] { id, id[..^1] + "?", "", "x", "MIB-0000-0000-0000-0000-0000", new string('A', 40) })
        {
            var citizen = new CitizenBrowser(host.Browser());
            await citizen.OpenAsync("/track");
            await citizen.PostAsync("/track", ("TrackingId", typed), ("go", "find"));
            pages.Add(Typed().Replace(Sealed().Replace(citizen.Page.TrimEnd(), ""), ""));
        }

        Assert.Contains("id=\"TrackingId\"", Assert.Single(pages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_has_one_of_few_lengths()
    {
        var citizen = new CitizenBrowser(host.Browser());
        await citizen.OpenAsync("/track");
        using var answer = await citizen.SendToAsync("/track");

        var sent = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Contains("id=\"TrackingId\"", Encoding.UTF8.GetString(sent), StringComparison.Ordinal);
        Assert.Equal(0, sent.Length % EvenPace.Length);
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="[^"]*|<!--Blazor[^>]*>""")]
    private static partial Regex Sealed();

    [GeneratedRegex("""(?<=name="TrackingId") value="[^"]*""")]
    private static partial Regex Typed();
}
