using System.Text.Json;

namespace Mibsp.Domain.Suggesting;

/// <summary>What people say about one service, as phrases. The one without a service holds what says nothing about any.</summary>
internal sealed record Topic(string Department, string Service, IReadOnlyList<string> Phrases)
{
    private static readonly Lazy<Topic[]> _all = new(Read);

    internal static IReadOnlyList<Topic> All => _all.Value;

    private static Topic[] Read()
    {
        using Stream file = typeof(Topic).Assembly.GetManifestResourceStream("Suggesting/topics.json")
            ?? throw new InvalidOperationException("The phrases for suggestions are not in the build.");
        return JsonSerializer.Deserialize<Topic[]>(file, JsonSerializerOptions.Web) ?? [];
    }
}
