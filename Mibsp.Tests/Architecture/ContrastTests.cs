using System.Globalization;
using System.Text.RegularExpressions;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Architecture;

/// <summary>Text stays readable in both colour schemes: WCAG's 4.5:1 for words, 3:1 for the edges of controls.</summary>
public sealed partial class ContrastTests
{
    private static readonly string _css = File.ReadAllText(Path.Combine(Repository.Root, "Mibsp.Web/wwwroot/css/tokens.css"));

    [Theory]
    [InlineData("text", "bg surface surface-2 primary-soft", 4.5)]
    [InlineData("text-soft", "bg surface surface-2", 4.5)]
    [InlineData("link", "bg surface surface-2 primary-soft", 4.5)]
    [InlineData("primary", "bg surface surface-2 primary-soft", 4.5)]
    [InlineData("on-primary", "primary primary-strong", 4.5)]
    [InlineData("on-primary-soft", "primary-soft surface", 4.5)]
    [InlineData("on-info", "info-soft surface", 4.5)]
    [InlineData("on-ok", "ok-soft surface", 4.5)]
    [InlineData("on-warn", "warn-soft surface", 4.5)]
    [InlineData("on-danger", "danger-soft surface bg", 4.5)]
    [InlineData("on-danger-fill", "danger", 4.5)]
    [InlineData("on-ask", "ask-soft surface", 4.5)]
    [InlineData("on-quiet", "quiet-soft surface", 4.5)]
    [InlineData("danger", "bg surface", 4.5)]
    [InlineData("line-strong", "bg surface surface-2", 3)]
    [InlineData("focus", "bg surface surface-2 primary-soft", 3)]
    public void A_pair_of_colours_can_be_told_apart(string front, string backs, double least)
    {
        var split = _css.IndexOf("@media", StringComparison.Ordinal);
        foreach (var colours in new[] { Colours(_css[..split]), Colours(_css[split..]) })
        {
            Assert.All(backs.Split(' '), back => Assert.InRange(Contrast(colours[front], colours[back]), least, 21));
        }
    }

    private static Dictionary<string, double> Colours(string css) => Token().Matches(css)
        .ToDictionary(match => match.Groups[1].Value, match => Luminance(match.Groups[2].Value));

    private static double Contrast(double one, double other) => (Math.Max(one, other) + .05) / (Math.Min(one, other) + .05);

    private static double Luminance(string hex)
    {
        var parts = new[] { 0, 2, 4 }
            .Select(at => int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(part => part <= .04045 ? part / 12.92 : Math.Pow((part + .055) / 1.055, 2.4)).ToArray();
        return (.2126 * parts[0]) + (.7152 * parts[1]) + (.0722 * parts[2]);
    }

    [GeneratedRegex("--m-([a-z0-9-]+): #([0-9a-f]{6});")]
    private static partial Regex Token();
}
