using Microsoft.Extensions.Localization;
using Mibsp.Domain.Analytics;
using Mibsp.Domain.Departments.Import;
using Mibsp.Web.Resources;

namespace Mibsp.Web.Features.Admin.Analytics.Tables;

/// <summary>All tables of the console by their names in addresses, and any of them as a file.</summary>
public sealed class AnalyticsTables(
    AnalyticsAnswer answer, AnalyticsNames names, Drill drill, IStringLocalizer<AnalyticsTexts> A, IStringLocalizer<CommonTexts> C)
{
    public FlowTables Flow { get; } = new(answer, drill, A);

    public BreakdownTables By { get; } = new(answer, drill, A, C);

    public OpenTables Open { get; } = new(answer, drill, names, A);

    /// <summary>From the numbers of these tables to the lists behind them.</summary>
    public Drill Drill => drill;

    /// <summary>Null when there is no such table.</summary>
    public FigureTable? Find(string? key) => key switch
    {
        FlowTables.Volumes => Flow.OfVolumes(),
        FlowTables.Quality => Flow.OfQuality(),
        OpenTables.Ages => Open.OfAges(),
        OpenTables.Deadlines => Open.OfDeadlines(),
        OpenTables.Wards => Open.OfWards(),
        OpenTables.Load => Open.OfLoad(),
        _ => Enum.GetValues<Breakdown>().Where(by => BreakdownTables.Key(by) == key).Select(By.Of).FirstOrDefault(),
    };

    /// <summary>A heading and a line for each row. Cells that a spreadsheet would calculate do nothing.</summary>
    public static string ToCsv(FigureTable table)
    {
        var kept = Enumerable.Range(0, table.Columns.Count).Where(at => table.Columns[at].IsInFile).ToList();
        return Csv.Line(kept.Select(at => table.Columns[at].Name)) + string.Concat(table.Rows.Select(row => Csv.Line(kept.Select(at => row.Cells[at].Plain ?? row.Cells[at].Words))));
    }
}
