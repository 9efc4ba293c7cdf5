using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mibsp.Domain.Coach;

/// <summary>
/// Reads a citizen's text before it is sent and points at what may give its author away. The rules are data
/// (<c>rules.*.json</c>), all of them are asked whatever the page's language, because people mix languages. Pure: it keeps,
/// logs and sends nothing.
/// </summary>
public static class IdentityCoach
{
    /// <summary>A complaint's longest text. Of a longer one only this much is read.</summary>
    public const int LongestText = 5_000;

    private static readonly JsonSerializerOptions _format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private static readonly Lazy<CoachRule[]> _rules = new(() => [.. Read("Coach/rules.en.json"), .. Read("Coach/rules.hi.json")]);

    internal static IReadOnlyList<CoachRule> Rules => _rules.Value;

    /// <summary>The findings in the order of the text; none overlaps another.</summary>
    public static IReadOnlyList<CoachFinding> Look(string text)
    {
        string read = text.Length > LongestText ? text[..LongestText] : text;
        var findings = new List<CoachFinding>();
        int end = 0;
        foreach (CoachFinding finding in Rules.SelectMany(rule => rule.Find(read)).OrderBy(found => found.Start).ThenByDescending(found => found.Length))
        {
            if (finding.Start >= end)
            {
                findings.Add(finding);
                end = finding.Start + finding.Length;
            }
        }

        return findings;
    }

    private static CoachRule[] Read(string name)
    {
        using Stream file = typeof(IdentityCoach).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The coach's rules {name} are not in the build.");
        return JsonSerializer.Deserialize<CoachRule[]>(file, _format) ?? [];
    }
}
