using System.Text;

namespace Mibsp.Domain.Suggesting;

/// <summary>
/// Spells words by how they sound, roughly, so that कचरा, "kachra" and "kachara", or "connection" and "conection", come out
/// alike or nearly. It reads each letter once.
/// </summary>
internal static class Sound
{
    private const int LongestWord = 30;

    private static readonly Dictionary<char, string> _consonants = new()
    {
        ['क'] = "k", ['ख'] = "kh", ['ग'] = "g", ['घ'] = "gh", ['ङ'] = "n", ['च'] = "ch", ['छ'] = "ch", ['ज'] = "j", ['झ'] = "jh", ['ञ'] = "n",
        ['ट'] = "t", ['ठ'] = "th", ['ड'] = "d", ['ढ'] = "dh", ['ण'] = "n", ['त'] = "t", ['थ'] = "th", ['द'] = "d", ['ध'] = "dh", ['न'] = "n",
        ['प'] = "p", ['फ'] = "f", ['ब'] = "b", ['भ'] = "bh", ['म'] = "m", ['य'] = "y", ['र'] = "r", ['ल'] = "l", ['ळ'] = "l", ['व'] = "v",
        ['श'] = "s", ['ष'] = "s", ['स'] = "s", ['ह'] = "h",
    };

    private static readonly Dictionary<char, string> _vowels = new()
    {
        ['अ'] = "a", ['आ'] = "a", ['इ'] = "i", ['ई'] = "i", ['उ'] = "u", ['ऊ'] = "u", ['ऋ'] = "ri", ['ए'] = "e", ['ऐ'] = "e", ['ऑ'] = "o", ['ओ'] = "o", ['औ'] = "o",
        ['ा'] = "a", ['ि'] = "i", ['ी'] = "i", ['ु'] = "u", ['ू'] = "u", ['ृ'] = "ri", ['ॅ'] = "e", ['े'] = "e", ['ै'] = "e", ['ॉ'] = "o", ['ो'] = "o", ['ौ'] = "o",
    };

    // Longest first: the first that fits is taken.
    private static readonly (string Written, string Heard)[] _latin =
    [
        ("tion", "san"), ("sion", "san"), ("ture", "cr"), ("chh", "c"), ("sch", "sk"), ("tch", "c"), ("ch", "c"), ("sh", "s"), ("ph", "f"), ("kh", "k"), ("gh", "g"), ("th", "t"),
        ("dh", "d"), ("bh", "b"), ("jh", "j"), ("ck", "k"), ("qu", "k"), ("aa", "a"), ("ee", "i"), ("ii", "i"), ("oo", "u"), ("uu", "u"),
        ("ai", "e"), ("ay", "e"), ("ei", "e"), ("au", "o"), ("ou", "o"), ("ow", "o"), ("x", "ks"), ("c", "k"), ("q", "k"), ("w", "v"), ("z", "j"), ("y", "i"),
    ];

    /// <summary>The words of a text, each as it sounds, in their order.</summary>
    internal static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (char letter in text.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsLetter(letter) || IsMark(letter))
            {
                word.Append(word.Length < LongestWord ? char.ToLowerInvariant(letter) : "");
            }
            else if (!IsAccent(letter) && word.Length > 0)
            {
                yield return Fold(Latin(word.ToString()));
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            yield return Fold(Latin(word.ToString()));
        }
    }

    /// <summary>A sound without its vowels: what is left of a word however it is spelled.</summary>
    internal static string Skeleton(string sound) => string.Concat(sound.Where(letter => !"aeiou".Contains(letter, StringComparison.Ordinal)));

    private static string Latin(string word)
    {
        var latin = new StringBuilder();
        for (int i = 0; i < word.Length; i++)
        {
            char next = i + 1 < word.Length ? word[i + 1] : '\0';
            if (_consonants.TryGetValue(word[i], out string? consonant))
            {
                // A consonant carries an "a" of its own, but not before a vowel sign or another sign, and not at the end.
                bool isBare = next is '\0' or '्' || (_vowels.ContainsKey(next) && next >= 'ा');
                latin.Append(consonant).Append(isBare ? "" : "a");
            }
            else
            {
                latin.Append(_vowels.GetValueOrDefault(word[i]) ?? (word[i] is 'ं' or 'ँ' ? "n" : word[i] is '्' or 'ः' ? "" : word[i].ToString()));
            }
        }

        return latin.ToString();
    }

    private static string Fold(string word)
    {
        var heard = new StringBuilder();
        for (int i = 0; i < word.Length;)
        {
            (string written, string sound) = _latin.FirstOrDefault(pair => string.CompareOrdinal(word, i, pair.Written, 0, pair.Written.Length) == 0);
            foreach (char letter in sound ?? word[i].ToString())
            {
                if (heard.Length == 0 || heard[^1] != letter)
                {
                    heard.Append(letter);
                }
            }

            i += written?.Length ?? 1;
        }

        return heard.ToString();
    }

    private static bool IsMark(char letter) => letter is >= 'ँ' and <= 'ः' or >= 'ा' and <= '्';

    // Accents and the dot below (nukta) are dropped without ending the word.
    private static bool IsAccent(char letter) => letter is '़' or '\u200C' or '\u200D' or '\'' or '’' || (letter >= '\u0300' && letter <= '\u036F');
}
