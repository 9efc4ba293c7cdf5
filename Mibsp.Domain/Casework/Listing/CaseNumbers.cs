using System.Globalization;

namespace Mibsp.Domain.Casework.Listing;

/// <summary>
/// What somebody looks for who types a case number or a part of one: certain numbers, or all between two. Either is found by the index; numbers that
/// merely end in something would be found by reading all of them.
/// </summary>
internal sealed record CaseNumberSearch(IReadOnlyList<string>? Numbers, string First, string Last)
{
    public static readonly CaseNumberSearch Nothing = new([], "", "");
}

/// <summary>Case numbers as they are written: the year, a dash, and the number in that year.</summary>
internal static class CaseNumbers
{
    private const int YearLength = 4;
    private const int NumberLength = 6;

    public static bool IsOne(string text)
        => text.Length == YearLength + 1 + NumberLength && text[YearLength] == '-' && text.Where((_, i) => i != YearLength).All(char.IsAsciiDigit);

    /// <summary>
    /// Digits alone are the number in any of the <paramref name="years"/>, unless they are a year; a year, and what follows, is the beginning
    /// of a case number, with or without the dash.
    /// </summary>
    public static CaseNumberSearch Search(string typed, IReadOnlyList<int> years)
    {
        var text = typed.Trim();
        var digits = text.Replace("-", "", StringComparison.Ordinal);
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (digits.Length is 0 or > YearLength + NumberLength || !digits.All(char.IsAsciiDigit) || text.Length - digits.Length > 1)
        {
            return CaseNumberSearch.Nothing;
        }

        if (dash == YearLength || digits.Length > NumberLength || (dash < 0 && digits.Length == YearLength && years.Any(year => $"{year}" == digits)))
        {
            return dash is YearLength or < 0 ? Between(digits) : CaseNumberSearch.Nothing;
        }

        return dash > 0 ? CaseNumberSearch.Nothing
            : new CaseNumberSearch([.. years.Select(year => string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{digits.PadLeft(NumberLength, '0')}"))], "", "");
    }

    private static CaseNumberSearch Between(string digits)
    {
        string Filled(char with) => digits.PadRight(YearLength + NumberLength, with).Insert(YearLength, "-");
        return new CaseNumberSearch(null, Filled('0'), Filled('9'));
    }
}
