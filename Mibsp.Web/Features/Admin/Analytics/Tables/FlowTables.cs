using System.Globalization;
using Microsoft.Extensions.Localization;
using Mibsp.Domain.Analytics;
using Mibsp.Web.Resources;

namespace Mibsp.Web.Features.Admin.Analytics.Tables;

/// <summary>The tables over time: what came and went, and how well it was done. The part held against stands in the same line.</summary>
public sealed class FlowTables(AnalyticsAnswer answer, Drill drill, IStringLocalizer<AnalyticsTexts> A)
{
    public const string Volumes = "volumes";
    public const string Quality = "quality";

    private bool Compares => answer.ComparedPoints is not null;

    public FigureTable OfVolumes() => new(
        Volumes, A["Table.Volumes"], Columns("Filed", "Closed", "Open"),
        Rows(point => [Cells.Count(point.Flow.Filed, drill.Filed(point.From, point.Until)), Cells.Count(point.Flow.Closed), Cells.Count(point.Backlog)],
            then => [Cells.Count(then.Flow.Filed, drill.Filed(then.From, then.Until)), Cells.Count(then.Flow.Closed), Cells.Count(then.Backlog)]));

    public FigureTable OfQuality() => new(Quality, A["Table.Quality"], Columns("InTime", "ToAct", "Contested"), Rows(Qualities, Qualities));

    private static FigureCell[] Qualities(FlowPoint point)
        => [Cells.Percent(point.Flow.InTimePercent), Cells.Days(point.Flow.MeanDaysToAct), Cells.Percent(point.Flow.ContestedPercent)];

    private List<FigureColumn> Columns(params string[] measures)
    {
        List<FigureColumn> columns = [new(A[$"Unit.{answer.Question.Unit}"], IsNumber: false)];
        if (Compares)
        {
            columns.Add(new(A["Column.Then"], IsNumber: false));
        }

        foreach (var measure in measures)
        {
            columns.Add(new(A[$"Measure.{measure}"]));
            if (Compares)
            {
                columns.Add(new(A["Column.ThenOf", A[$"Measure.{measure}"]]));
            }
        }

        return columns;
    }

    private List<FigureRow> Rows(Func<FlowPoint, FigureCell[]> now, Func<FlowPoint, FigureCell[]> before)
    {
        var rows = new List<FigureRow>();
        for (var i = 0; i < Math.Max(answer.Points.Count, answer.ComparedPoints?.Count ?? 0); i++)
        {
            var (point, then) = (answer.Points.ElementAtOrDefault(i), answer.ComparedPoints?.ElementAtOrDefault(i));
            List<FigureCell> cells = [Named(point)];
            if (Compares)
            {
                cells.Add(Named(then));
            }

            var (own, others) = (point is null ? null : now(point), then is null ? null : before(then));
            for (var measure = 0; measure < (own ?? others)!.Length; measure++)
            {
                cells.Add(own?[measure] ?? FigureCell.Nothing);
                if (Compares)
                {
                    cells.Add(others?[measure] ?? FigureCell.Nothing);
                }
            }

            rows.Add(new FigureRow($"{i}", cells));
        }

        return rows;
    }

    private FigureCell Named(FlowPoint? point) => point is null ? FigureCell.Nothing
        : new FigureCell(FigureWords.Part(point.From, answer.Question.Unit, A), point.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
