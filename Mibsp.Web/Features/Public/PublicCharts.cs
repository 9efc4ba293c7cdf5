using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Localization;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Counters;
using Mibsp.Web.Components.Widgets;
using Mibsp.Web.Live;
using Mibsp.Web.Resources;

namespace Mibsp.Web.Features.Public;

/// <summary>What the charts of the public dashboard show.</summary>
internal sealed record PublicChartData(ChartData Months, ChartData Statuses, ChartData Departments);

/// <summary>Makes the charts of the public figures, once for each state of them and each language, however many pages show them.</summary>
internal sealed class PublicCharts(IStringLocalizer<CommonTexts> C)
{
    // Beside each bar stands its status in words; the colour only repeats it.
    private static readonly string[] _statusColours = ["on-warn", "on-info", "on-ask", "primary", "danger", "on-ok"];

    private volatile Made _made = new(-1);

    public PublicChartData Of(PublicSnapshot now)
    {
        ArgumentNullException.ThrowIfNull(now);
        var made = _made;
        if (made.Version != now.Version)
        {
            // Two pages may both do this; what they make is the same.
            _made = made = new Made(now.Version);
        }

        return made.ByLanguage.GetOrAdd(CultureInfo.CurrentCulture.Name, _ => Make(now.Figures));
    }

    private PublicChartData Make(Figures figures)
    {
        var statuses = Enum.GetValues<ComplaintStatus>();
        return new PublicChartData(
            new ChartData(
                [.. figures.Months.Select(m => m.Month.ToString("MMM yyyy", CultureInfo.CurrentCulture))], [.. figures.Months.Select(m => m.Count)], Across: false, ChartData.OneColour),
            new ChartData([.. statuses.Select(s => C[$"Status.{s}"].Value)], [.. statuses.Select(s => figures.ByStatus[s])], Across: true, _statusColours),
            new ChartData([.. figures.Departments.Select(d => d.Name)], [.. figures.Departments.Select(d => d.Total)], Across: true, ChartData.OneColour));
    }

    private sealed record Made(long Version)
    {
        public ConcurrentDictionary<string, PublicChartData> ByLanguage { get; } = new(StringComparer.Ordinal);
    }
}
