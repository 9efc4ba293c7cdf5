using System.Text.Json.Serialization;

namespace Mibsp.Web.Observing.Parts;

/// <summary>How the parts are, for programs of whoever looks after the portal. The worst of them first of all.</summary>
internal sealed record PartsAnswer(
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("parts")] IReadOnlyList<PartAnswer> Parts)
{
    public static PartsAnswer Of(IReadOnlyList<PartNow> parts) => new(
        $"{parts.Select(part => part.State).Where(state => state is not PartState.NotUsed).DefaultIfEmpty().Max()}",
        [.. parts.Select(part => new PartAnswer($"{part.Part}", $"{part.State}", part.Found.Word, [.. part.Found.Values.Select(value => $"{value}")], part.SinceUtc))]);
}

/// <summary>One part.</summary>
internal sealed record PartAnswer(
    [property: JsonPropertyName("part")] string Part,
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("said")] string Said,
    [property: JsonPropertyName("values")] IReadOnlyList<string> Values,
    [property: JsonPropertyName("since")] DateTime SinceUtc);
