namespace Mibsp.Web.Components.Widgets;

/// <summary>
/// What a chart shows. <paramref name="Tokens"/> are names of colours in tokens.css, used in turn; <paramref name="Across"/>
/// lays the bars down, for long labels. A value that is not known leaves a gap.
/// </summary>
public sealed record ChartData(IReadOnlyList<string> Labels, IReadOnlyList<decimal?> Values, bool Across, IReadOnlyList<string> Tokens)
{
    public static readonly IReadOnlyList<string> OneColour = ["primary"];

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

    /// <summary>Told apart by what is in it, so that a chart is not drawn again for nothing.</summary>
    public bool SameAs(ChartData? other)
        => other is not null && IsLine == other.IsLine && Labels.SequenceEqual(other.Labels) && Values.SequenceEqual(other.Values)
            && Same(Links, other.Links) && Beside?.Name == other.Beside?.Name && Same(Beside?.Values, other.Beside?.Values);

    private static bool Same<T>(IReadOnlyList<T>? one, IReadOnlyList<T>? other) => one is null ? other is null : other is not null && one.SequenceEqual(other);
}

/// <summary>Values under a name of their own.</summary>
public sealed record ChartSeries(string Name, IReadOnlyList<decimal?> Values);
