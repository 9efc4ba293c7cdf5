using System.Text.RegularExpressions;

namespace Mibsp.Domain.Templates;

/// <summary>What is put in for the placeholders: facts of the case that whoever writes sees anyway, in words.</summary>
public sealed record PlaceholderValues(string CaseNumber, string Service, string Department, string Deadline, string Today);

/// <summary>
/// The few words in braces that a template may hold. The list is closed, so that no template can ask for anything else, such as
/// what a citizen wrote.
/// </summary>
public static partial class Placeholders
{
    private const int ShownMax = 40;

    private static readonly Dictionary<string, Func<PlaceholderValues, string>> _values = new(StringComparer.OrdinalIgnoreCase)
    {
        ["case number"] = values => values.CaseNumber,
        ["service"] = values => values.Service,
        ["department"] = values => values.Department,
        ["deadline"] = values => values.Deadline,
        ["today"] = values => values.Today,
    };

    /// <summary>As they are written, braces included.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. _values.Keys.Select(name => $"{{{name}}}")];

    /// <summary>Whatever else stands in braces, or after a brace that is never closed, to be named to whoever wrote it.</summary>
    public static IReadOnlyList<string> UnknownIn(string text)
        => [.. Braces().Matches(text ?? "").Where(match => Value(match) is null)
            .Select(match => match.Value.Length > ShownMax ? match.Value[..ShownMax] + "…" : match.Value).Distinct(StringComparer.Ordinal)];

    /// <summary>The text with the values put in. What a value brings along is not looked at again.</summary>
    public static string Fill(string text, PlaceholderValues values) => Braces().Replace(text, match => Value(match)?.Invoke(values) ?? match.Value);

    private static Func<PlaceholderValues, string>? Value(Match match)
        => match.Value.EndsWith('}') ? _values.GetValueOrDefault(match.Value.Trim('{', '}', ' ')) : null;

    [GeneratedRegex(@"\{[^{}\r\n]*\}?|\}")]
    private static partial Regex Braces();
}
