using System.Text.RegularExpressions;

namespace Mibsp.Domain.Coach;

/// <summary>One line of a rules file.</summary>
internal sealed record CoachRule(string Id, CoachKind Kind, string Pattern, string Sentence, CoachCheck Check = CoachCheck.None)
{
    // Not backtracking: time grows with the text's length only, whatever a stranger types.
    private readonly Regex _regex = new(Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal IEnumerable<CoachFinding> Find(string text) => _regex.Matches(text)
        .Where(match => match.Length > 0 && StandsAlone(text, match.Index, match.Length) && CoachChecks.Pass(Check, match.Value))
        .Select(match => new CoachFinding(Kind, match.Index, match.Length, Sentence));

    // What begins or ends with a Latin letter or a digit is not a piece of a longer word or number. (\b does not do: it
    // also wants a space between digits and Devanagari letters, and takes vowel signs for the end of a word.)
    private static bool StandsAlone(string text, int start, int length)
    {
        int end = start + length;
        return (start == 0 || !(IsLatinOrDigit(text[start]) && IsLatinOrDigit(text[start - 1])))
            && (end == text.Length || !(IsLatinOrDigit(text[end - 1]) && IsLatinOrDigit(text[end])));
    }

    private static bool IsLatinOrDigit(char letter) => char.IsAsciiLetter(letter) || char.IsDigit(letter);
}
