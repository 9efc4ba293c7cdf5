using System.Text.RegularExpressions;

namespace Mibsp.Domain.Coach;

/// <summary>
/// One line of a rules file: what to point at, and, in <c>unless…</c>, what in the match, just before it or just after it
/// shows that it means something else ("receipt no." before ten digits).
/// </summary>
internal sealed record CoachRule(
    string Id, CoachKind Kind, string Pattern, string Sentence, CoachCheck Check = CoachCheck.None,
    string? Unless = null, string? UnlessAfter = null, string? UnlessBefore = null)
{
    private const int Around = 40;

    // Not backtracking: time grows with the text's length only, whatever a stranger types.
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private readonly Regex _regex = new(Pattern, Options);
    private readonly Regex? _within = Compile(Unless);
    private readonly Regex? _before = Compile(UnlessAfter);
    private readonly Regex? _behind = Compile(UnlessBefore);

    internal IEnumerable<CoachFinding> Find(string text) => _regex.Matches(text)
        .Where(match => match.Length > 0 && StandsAlone(text, match.Index, match.Length) && CoachChecks.Pass(Check, match.Value))
        .Where(match => !MeansSomethingElse(text, match.Index, match.Index + match.Length))
        .Select(match => new CoachFinding(Kind, match.Index, match.Length, Sentence));

    private bool MeansSomethingElse(string text, int start, int end)
        => _within?.IsMatch(text.AsSpan(start, end - start)) == true
            || _before?.IsMatch(text.AsSpan(Math.Max(0, start - Around), Math.Min(start, Around))) == true
            || _behind?.IsMatch(text.AsSpan(end, Math.Min(text.Length - end, Around))) == true;

    // What begins or ends with a Latin letter or a digit is not a piece of a longer word or number. (\b does not do: it
    // also wants a space between digits and Devanagari letters, and takes vowel signs for the end of a word.)
    private static bool StandsAlone(string text, int start, int length)
    {
        int end = start + length;
        return (start == 0 || !(IsLatinOrDigit(text[start]) && IsLatinOrDigit(text[start - 1])))
            && (end == text.Length || !(IsLatinOrDigit(text[end - 1]) && IsLatinOrDigit(text[end])));
    }

    private static bool IsLatinOrDigit(char letter) => char.IsAsciiLetter(letter) || char.IsDigit(letter);

    private static Regex? Compile(string? pattern) => pattern is null ? null : new Regex(pattern, Options);
}
