namespace Mibsp.Domain.Evidence.Cleaning.Documents;

/// <summary>Reads from <c>mat2 --show</c> which kinds of metadata a file had. Only the names of fields are looked at, not what they say.</summary>
internal static class Mat2Listing
{
    private static readonly (string Word, FoundMetadata Kind)[] _words =
    [
        ("gps", FoundMetadata.Location),
        ("location", FoundMetadata.Location),
        ("date", FoundMetadata.Time),
        ("time", FoundMetadata.Time),
        ("author", FoundMetadata.Author),
        ("artist", FoundMetadata.Author),
        ("composer", FoundMetadata.Author),
        ("copyright", FoundMetadata.Author),
        ("title", FoundMetadata.Text),
        ("subject", FoundMetadata.Text),
        ("keyword", FoundMetadata.Text),
        ("comment", FoundMetadata.Text),
        ("album", FoundMetadata.Text),
        ("make", FoundMetadata.Camera),
        ("model", FoundMetadata.Camera),
        ("creator", FoundMetadata.Program),
        ("producer", FoundMetadata.Program),
    ];

    internal static IEnumerable<FoundMetadata> Read(string listing)
    {
        foreach (string line in listing.Split('\n').Where(TellsSomething))
        {
            string field = line[..line.IndexOf(':', StringComparison.Ordinal)];
            yield return _words.Where(pair => field.Contains(pair.Word, StringComparison.OrdinalIgnoreCase))
                .Select(pair => pair.Kind)
                .FirstOrDefault(FoundMetadata.Other);
        }
    }

    // The version of PDF says nothing of anybody, and -1 is how mat2 shows a date that is not there.
    private static bool TellsSomething(string line) => line.StartsWith(' ') && line.Contains(':', StringComparison.Ordinal)
        && !line.TrimStart().StartsWith("format:", StringComparison.Ordinal) && !line.TrimEnd().EndsWith(": -1", StringComparison.Ordinal);
}
