using System.Diagnostics;
using System.Text.RegularExpressions;
using Mibsp.Domain.Coach;

namespace Mibsp.Tests.Domain.Coach;

public class IdentityCoachTests
{
    [Fact]
    public void Every_number_is_found_not_only_the_first()
    {
        const string text = "Call 98765 43210 or +91-91234-56780, mail a@example.com, car MH 12 AB 1234.";
        Assert.Equal(
            ["98765 43210", "+91-91234-56780", "a@example.com", "MH 12 AB 1234"],
            IdentityCoach.Look(text).Select(finding => text.Substring(finding.Start, finding.Length)));
    }

    [Fact]
    public void Findings_are_in_order_and_apart()
    {
        IReadOnlyList<CoachFinding> findings = IdentityCoach.Look(string.Concat(Enumerable.Repeat("MIB-0123-4567-89AB-CDEF-GH3Q 9876543210 मेरा नाम आशा है 10:30 ", 20)));
        Assert.True(findings.Count >= 80);
        Assert.All(findings.Zip(findings.Skip(1)), pair => Assert.True(pair.First.Start + pair.First.Length <= pair.Second.Start));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("The tap has been dry since March.")]
    public void A_harmless_text_has_no_findings(string text) => Assert.Empty(IdentityCoach.Look(text));

    [Theory]
    [InlineData("Invoice 123459876543210 was shown.")]
    [InlineData("Invoice 987654321012345 was shown.")]
    [InlineData("Form XABCPE1234F is used.")]
    public void A_piece_of_a_longer_number_or_word_is_none(string text) => Assert.Empty(IdentityCoach.Look(text));

    [Fact]
    public void Only_the_length_of_a_complaint_is_read()
    {
        string padding = new(' ', IdentityCoach.LongestText);
        Assert.Empty(IdentityCoach.Look(padding + "9876543210"));
        Assert.Single(IdentityCoach.Look(padding[10..] + "9876543210"));
    }

    [Fact]
    public void A_hostile_text_costs_about_as_much_as_a_harmless_one_of_its_length()
    {
        string[] hostile =
        [
            "9", "9 ", "a", "a@", "a.", "A-", " ", "\n", "I ", "I am the ", "मैं ", "मैं क ", "हम क", "MH 12 ", "my name is A ", "my brother ", "as the clerk of ",
            "main a ", "mera naam a ", "मेरे पति क ", "account 1 ", "one ", "नौ ", "खाता ", "\n- A",
        ];
        double harmless = Cost("The clerk asked for money to move my file and nothing was done about the road. ");
        Assert.All(hostile, piece => Assert.InRange(Cost(piece) / harmless, 0, 30));
    }

    [Fact]
    public void Every_repetition_in_a_rule_is_bounded()
        => Assert.All(IdentityCoach.Rules.SelectMany(rule => rule.Patterns), pattern => Assert.DoesNotMatch(@"[^\\]([+*]|\{\d+,\})", Regex.Replace(pattern, @"\[(\\.|[^\]])*\]", "[]")));

    [Theory]
    [InlineData("236", true)] // the example of the algorithm's own description
    [InlineData("237", false)]
    [InlineData("326", false)]
    [InlineData("२३६", true)]
    [InlineData("", false)]
    public void The_check_digit_is_Verhoeffs(string text, bool isRight) => Assert.Equal(isRight, CoachChecks.HasVerhoeffDigit(text));

    [Theory]
    [InlineData("Receipt No. 9876001234", false)]
    [InlineData("Receipt no 9876001234, call 9876001235", true)]
    [InlineData("My name is missing.", false)]
    [InlineData("My name is Meena.", true)]
    [InlineData("I live in fear.", false)]
    [InlineData("I live in Fort Lane.", true)]
    public void What_stands_around_a_match_can_show_that_it_means_something_else(string text, bool isFound)
        => Assert.Equal(isFound, IdentityCoach.Look(text).Count > 0);

    [Fact]
    public void A_rule_has_its_own_name_and_a_sentence_for_its_kind()
    {
        Assert.Equal(IdentityCoach.Rules.Count, IdentityCoach.Rules.Select(rule => rule.Id).Distinct().Count());
        Assert.All(IdentityCoach.Rules, rule => Assert.Equal($"Coach.{rule.Kind}", rule.Sentence));
        Assert.All(Enum.GetValues<CoachKind>(), kind => Assert.Contains(IdentityCoach.Rules, rule => rule.Kind == kind));
    }

    /// <summary>The quickest of several looks at 5,000 characters made of a piece: what else the machine does counts least then.</summary>
    private static double Cost(string piece)
    {
        string text = string.Concat(Enumerable.Repeat(piece, (IdentityCoach.LongestText / piece.Length) + 1));
        return Enumerable.Range(0, 7).Min(_ =>
        {
            long start = Stopwatch.GetTimestamp();
            IdentityCoach.Look(text);
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        });
    }
}
