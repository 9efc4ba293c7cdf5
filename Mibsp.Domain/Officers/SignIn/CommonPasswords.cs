using System.Collections.Frozen;

namespace Mibsp.Domain.Officers.SignIn;

/// <summary>
/// The passwords that are tried first. Compared without what people add to make them look different: capitals, signs, digits in place
/// of letters, a year at the end, the same word twice.
/// </summary>
public static class CommonPasswords
{
    private const string Resource = "SignIn/common-passwords.txt";

    /// <summary>Fewer different characters than this in all are a pattern and no password.</summary>
    private const int LeastDifferent = 5;

    private static readonly Lazy<FrozenSet<string>> _known = new(Load);

    /// <summary>How many words the list has.</summary>
    public static int Count => _known.Value.Count;

    public static bool Holds(string password)
    {
        var plain = Plain(password);
        return plain.Distinct().Count() < LeastDifferent || IsWalk(plain) || Forms(plain).Any(IsKnown);
    }

    /// <summary>Small letters and digits only.</summary>
    private static string Plain(string password) => new([.. password.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || _signs.Contains(c, StringComparison.Ordinal))]);

    // As typed, and without the digits and signs around it; each of them also with signs and digits read as the letters they stand for.
    private static IEnumerable<string> Forms(string plain)
    {
        string[] bare = [plain, plain.TrimEnd(_around), plain.TrimStart(_around), plain.Trim(_around)];
        return bare.Concat(bare.Select(Read)).Concat([Read(plain).Trim(_around)]).Select(form => form.Trim(_signs.ToCharArray())).Where(form => form.Length > 0).Distinct();
    }

    private const string _signs = "@$!";

    private static readonly char[] _around = [.. "0123456789", .. _signs];

    private static bool IsKnown(string form) => _known.Value.Contains(form) || IsTwice(form);

    private static bool IsTwice(string form)
        => form.Length % 2 == 0 && form[..(form.Length / 2)] is var half && half == form[(form.Length / 2)..] && _known.Value.Contains(half);

    /// <summary>Each character follows the one before it: 1234567890, abcdefghij, zyxwvutsrq.</summary>
    private static bool IsWalk(string plain)
    {
        var steps = plain.Zip(plain.Skip(1), (from, to) => to - from).ToList();
        return steps.Count(step => step is 1 or -1 or 0 or 9 or -9) >= steps.Count - 1;
    }

    private static string Read(string form) => new([.. form.Select(c => c switch { '0' => 'o', '1' or '!' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', _ => c })]);

    private static FrozenSet<string> Load()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Where(word => word[0] != '#').ToFrozenSet(StringComparer.Ordinal);
    }
}
