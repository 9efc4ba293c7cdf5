namespace Mibsp.Domain.Suggesting;

/// <summary>
/// Naive Bayes over words: which class a text belongs to, judged by how often each of its words, or words that sound like it,
/// occur in the phrases of each class. Nothing in it is random and nothing in it learns from what it is asked.
/// </summary>
internal sealed class WordModel
{
    private const double Smoothing = 0.15;
    private const double LeastLikeness = 0.55;
    private const double SameSkeleton = 0.85;
    private const double MostFor = 3.5;
    private const double MostAgainst = -0.7;
    private const int MostCandidates = 400;

    private readonly Dictionary<string, double[]> _counts = [];
    private readonly Dictionary<string, List<string>> _bySkeleton = [];
    private readonly Dictionary<string, List<string>> _byPiece = [];
    private readonly double[] _phrases;

    /// <param name="classes">The weighted phrases of each class.</param>
    internal WordModel(IReadOnlyList<IReadOnlyList<(string Text, double Weight)>> classes)
    {
        _phrases = new double[classes.Count];
        for (int number = 0; number < classes.Count; number++)
        {
            foreach ((string text, double weight) in classes[number])
            {
                _phrases[number] += weight;
                foreach (string word in Topic.Telling(text))
                {
                    Learn(word, number, weight);
                }
            }
        }
    }

    /// <summary>
    /// For each class, how much the words that speak for it say, and what is left of that when those that speak for others are
    /// set against it.
    /// </summary>
    internal (double[] For, double[] Balance) Judge(string text)
    {
        var (spoken, scores) = (new double[_phrases.Length], new double[_phrases.Length]);
        foreach (string word in Topic.Telling(text))
        {
            (double[] counts, double likeness) = Look(word);
            double all = counts.Sum();
            if (all == 0)
            {
                continue;
            }

            for (int number = 0; number < scores.Length; number++)
            {
                double here = (counts[number] + Smoothing) / (_phrases[number] + (2 * Smoothing));
                double anywhere = (all + (Smoothing * scores.Length)) / (_phrases.Sum() + (2 * Smoothing * scores.Length));
                double says = likeness * Math.Clamp(Math.Log(here / anywhere), MostAgainst, MostFor);
                scores[number] += says;
                spoken[number] += Math.Max(0, says);
            }
        }

        return (spoken, scores);
    }

    // The counts of the word and of all that sound like it, each by how much it does.
    private (double[] Counts, double Likeness) Look(string word)
    {
        var sum = new double[_phrases.Length];
        double best = 0;
        string skeleton = Sound.Skeleton(word);
        HashSet<string> pieces = [.. Pieces(word)];
        foreach (string known in Candidates(word, skeleton, pieces))
        {
            double likeness = known == word ? 1 : Math.Max(IsTelling(skeleton) && Sound.Skeleton(known) == skeleton ? SameSkeleton : 0, Dice(pieces, known));
            if (likeness < LeastLikeness)
            {
                continue;
            }

            best = Math.Max(best, likeness);
            double[] counts = _counts[known];
            for (int number = 0; number < sum.Length; number++)
            {
                sum[number] += likeness * likeness * counts[number];
            }
        }

        return (sum, best);
    }

    private IEnumerable<string> Candidates(string word, string skeleton, HashSet<string> pieces)
    {
        IEnumerable<string> alike = IsTelling(skeleton) ? _bySkeleton.GetValueOrDefault(skeleton) ?? [] : [];
        IEnumerable<string> near = pieces.SelectMany(piece => _byPiece.GetValueOrDefault(piece) ?? []);
        return (_counts.ContainsKey(word) ? [word] : Array.Empty<string>()).Concat(alike).Concat(near).Distinct().Take(MostCandidates);
    }

    private void Learn(string word, int number, double weight)
    {
        if (!_counts.TryGetValue(word, out double[]? counts))
        {
            _counts[word] = counts = new double[_phrases.Length];
            Index(_bySkeleton, Sound.Skeleton(word), word);
            foreach (string piece in Pieces(word).Distinct())
            {
                Index(_byPiece, piece, word);
            }
        }

        counts[number] += weight;
    }

    private static void Index(Dictionary<string, List<string>> index, string key, string word)
    {
        if (!index.TryGetValue(key, out List<string>? words))
        {
            index[key] = words = [];
        }

        words.Add(word);
    }

    private static double Dice(HashSet<string> pieces, string known)
    {
        string[] others = [.. Pieces(known).Distinct()];
        return 2.0 * others.Count(pieces.Contains) / (pieces.Count + others.Length);
    }

    private static IEnumerable<string> Pieces(string word)
    {
        string padded = $"_{word}_";
        for (int i = 0; i + 3 <= padded.Length; i++)
        {
            yield return padded.Substring(i, 3);
        }
    }

    // Two consonants are too few to know a word by.
    private static bool IsTelling(string skeleton) => skeleton.Length >= 3;
}
