namespace Mibsp.Web.Components.Widgets;

/// <summary>
/// What a chart shows. <paramref name="Tokens"/> are names of colours in tokens.css, used in turn; <paramref name="Across"/>
/// lays the bars down, for long labels.
/// </summary>
public sealed record ChartData(IReadOnlyList<string> Labels, IReadOnlyList<int> Values, bool Across, IReadOnlyList<string> Tokens)
{
    public static readonly IReadOnlyList<string> OneColour = ["primary"];

    /// <summary>Told apart by what is in it, so that a chart is not drawn again for nothing.</summary>
    public bool SameAs(ChartData? other)
        => other is not null && Labels.SequenceEqual(other.Labels) && Values.SequenceEqual(other.Values);
}
