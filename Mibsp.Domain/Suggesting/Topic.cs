using System.Text.Json;

namespace Mibsp.Domain.Suggesting;

/// <summary>
/// What people say about one service, as phrases. The one without a service holds what says nothing about any, and the small
/// words that are not listened to.
/// </summary>
internal sealed record Topic(string Department, string Service, IReadOnlyList<string> Phrases, IReadOnlyList<string>? Ignored = null)
{
    private static readonly Lazy<Topic[]> _all = new(Read);

    private static readonly Lazy<HashSet<string>> _ignored = new(() => [.. All.SelectMany(topic => topic.Ignored ?? []).SelectMany(Sound.Words)]);

    internal static IReadOnlyList<Topic> All => _all.Value;

    /// <summary>The words of a text that may say something, each once, as they sound.</summary>
    internal static IEnumerable<string> Telling(string text) => Sound.Words(text).Where(word => word.Length > 1 && !_ignored.Value.Contains(word)).Distinct();

    private static Topic[] Read()
    {
        using Stream file = typeof(Topic).Assembly.GetManifestResourceStream("Suggesting/topics.json")
            ?? throw new InvalidOperationException("The phrases for suggestions are not in the build.");
        return JsonSerializer.Deserialize<Topic[]>(file, JsonSerializerOptions.Web) ?? [];
    }
}
