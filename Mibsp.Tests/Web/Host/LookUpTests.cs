using System.Text.RegularExpressions;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

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
            pages.Add(Typed().Replace(Sealed().Replace(citizen.Page, ""), ""));
        }

        Assert.Contains("id=\"TrackingId\"", Assert.Single(pages), StringComparison.Ordinal);
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="[^"]*|<!--Blazor[^>]*>""")]
    private static partial Regex Sealed();

    [GeneratedRegex("""(?<=name="TrackingId") value="[^"]*""")]
    private static partial Regex Typed();
}
