using System.Text.RegularExpressions;

namespace Mibsp.Domain.Coach;

/// <summary>
/// One line of a rules file: what to point at, and, in <c>unless…</c>, what in the match, just before it or just after it
/// shows that it means something else ("receipt no." before ten digits).
/// </summary>
/// <remarks>
/// Every repetition in a pattern has an upper bound (a test sees to it), so that time grows with the text's length only,
/// whatever a stranger types. The engine that cannot go back would promise the same, but keeps more than a megabyte for
/// each rule, and the rules are many.
/// </remarks>
internal sealed record CoachRule(
    string Id, CoachKind Kind, string Pattern, string Sentence, CoachCheck Check = CoachCheck.None,
    string? Unless = null, string? UnlessAfter = null, string? UnlessBefore = null)
{
    private const int Around = 40;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    // Never reached by bounded patterns. It is there for the rule that somebody will add one day.
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(2);

    private readonly Regex _regex = new(Pattern, Options, _longest);
    private readonly Regex? _within = Compile(Unless);
    private readonly Regex? _before = Compile(UnlessAfter);
    private readonly Regex? _behind = Compile(UnlessBefore);

    /// <summary>All patterns of this rule.</summary>
    internal IEnumerable<string> Patterns => new[] { Pattern, Unless, UnlessAfter, UnlessBefore }.OfType<string>();

    internal IReadOnlyList<CoachFinding> Find(string text)
    {
        try
        {
            return [.. _regex.Matches(text)
                .Where(match => StandsAlone(text, match.Index, match.Length) && CoachChecks.Pass(Check, match.Value))
                .Where(match => !MeansSomethingElse(text, match.Index, match.Index + match.Length))
                .Select(match => new CoachFinding(Kind, match.Index, match.Length, Sentence))];
        }
        catch (RegexMatchTimeoutException)
        {
            // Advice is not worth keeping anybody waiting. The exception holds the text and goes no further.
            return [];
        }
    }

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

    private static Regex? Compile(string? pattern) => pattern is null ? null : new Regex(pattern, Options, _longest);
}
