using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mibsp.Web.Components.Widgets;

/// <summary>
/// What a chart shows. <paramref name="Tokens"/> are names of colours in tokens.css, used in turn; <paramref name="Across"/>
/// lays the bars down, for long labels. A value that is not known leaves a gap.
/// </summary>
public sealed record ChartData(IReadOnlyList<string> Labels, IReadOnlyList<decimal?> Values, bool Across, IReadOnlyList<string> Tokens)
{
    public static readonly IReadOnlyList<string> OneColour = ["primary"];

    // Beside the data and not in it, where it would count when two are compared.
    private static readonly ConditionalWeakTable<ChartData, string> _texts = [];

    /// <summary>What the values are called, where something stands beside them.</summary>
    public string? Name { get; init; }

    /// <summary>A line instead of bars: for what stands, and not for what is counted.</summary>
    public bool IsLine { get; init; }

    /// <summary>Something to hold the values against, label by label: a broken line over them.</summary>
    public ChartSeries? Beside { get; init; }

    /// <summary>What is written behind each value, such as " %".</summary>
    public string? Suffix { get; init; }

    /// <summary>Where a press on a bar leads: the same as the link in the table.</summary>
    public IReadOnlyList<string?>? Links { get; init; }

    /// <summary>As js/chart.js reads it. Written once, however many pages show it.</summary>
    [JsonIgnore]
    public string Text => _texts.GetValue(this, data => JsonSerializer.Serialize(data, JsonSerializerOptions.Web));
}

/// <summary>Values under a name of their own.</summary>
public sealed record ChartSeries(string Name, IReadOnlyList<decimal?> Values);
