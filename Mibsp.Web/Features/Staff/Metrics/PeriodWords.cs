using System.Globalization;
using Microsoft.Extensions.Localization;
using Mibsp.Domain.Metrics;
using Mibsp.Web.Resources;

namespace Mibsp.Web.Features.Staff.Metrics;

/// <summary>What people call a period.</summary>
internal static class PeriodWords
{
    public static string Of(MetricsPeriod period, IStringLocalizer<MetricsTexts> M) => period.Kind switch
    {
        PeriodKind.Month => M["Period.Month", period.From.ToString("MMMM yyyy", CultureInfo.CurrentCulture)],
        PeriodKind.Quarter => M["Period.Quarter", MetricsPeriod.QuarterOf(period.From), period.From.Year],
        _ => M["Period.Recent"],
    };
}
