using Microsoft.Extensions.Localization;
using Mibsp.Domain.Analytics;
using Mibsp.Web.Resources;

namespace Mibsp.Web.Features.Admin.Analytics.Tables;

/// <summary>The figures of each department, service, ward or kind, the most complaints first.</summary>
public sealed class BreakdownTables(AnalyticsAnswer answer, Drill drill, IStringLocalizer<AnalyticsTexts> A, IStringLocalizer<CommonTexts> C)
{
    private bool Compares => answer.Compared is not null;

    /// <summary>The name of the table in addresses: "department" and so on.</summary>
    public static string Key(Breakdown by) => by.ToString().ToLowerInvariant();

    public FigureTable Of(Breakdown by)
    {
        var rows = answer.By.GetValueOrDefault(by) ?? [];
        var most = rows.Select(row => row.Flow.Filed).DefaultIfEmpty().Max();
        return new FigureTable(Key(by), A[$"Table.By.{by}"], Columns(by), [.. rows
            .OrderByDescending(row => row.Flow.Filed).ThenByDescending(row => row.Open).ThenBy(row => Name(by, row), StringComparer.CurrentCulture)
            .Select(row => new FigureRow($"{row.Id}", Line(by, row, most)))]);
    }

    private List<FigureColumn> Columns(Breakdown by)
    {
        List<FigureColumn> columns = [new(A[$"By.{by}"], IsNumber: false), new(A["Measure.Filed"])];
        if (Compares)
        {
            columns.AddRange([new(A["Column.ThenOf", A["Measure.Filed"]]), new(A["Column.Change"], IsInFile: false)]);
        }

        columns.AddRange([new(A["Measure.Closed"]), new(A["Measure.InTime"]), new(A["Measure.ToAct"]), new(A["Measure.Contested"]), new(A["Measure.OpenNow"])]);
        return columns;
    }

    private List<FigureCell> Line(Breakdown by, FlowRow row, int most)
    {
        var flow = row.Flow;
        List<FigureCell> cells =
        [
            new FigureCell(Name(by, row)),
            Cells.Count(flow.Filed, drill.Filed(by, row.Id)) with { Bar = Cells.Share(flow.Filed, most) },
        ];
        if (Compares)
        {
            var then = row.Compared?.Filed ?? 0;
            cells.AddRange([Cells.Count(then), new FigureCell(FigureWords.Difference(flow.Filed, then))]);
        }

        cells.AddRange([
            Cells.Count(flow.Closed), Cells.Percent(flow.InTimePercent), Cells.Days(flow.MeanDaysToAct), Cells.Percent(flow.ContestedPercent),
            Cells.Count(row.Open, drill.Open(by, row.Id)),
        ]);
        return cells;
    }

    private string Name(Breakdown by, FlowRow row) => by switch
    {
        Breakdown.Kind => C[$"Kind.{row.Name}"],
        Breakdown.Service when row.Id == 0 => A["None.Service"],
        Breakdown.Ward when row.Id == 0 => A["None.Ward"],
        _ when row.Name.Length == 0 => A["None.Gone"],
        _ => row.Name,
    };
}
