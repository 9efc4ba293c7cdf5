using Microsoft.Extensions.Localization;
using Mibsp.Domain.Analytics;
using Mibsp.Web.Resources;

namespace Mibsp.Web.Features.Admin.Analytics.Tables;

/// <summary>The tables of what is open now: how old it is, how near its deadline is, and with whom it lies. And where what was filed came from.</summary>
public sealed class OpenTables(AnalyticsAnswer answer, Drill drill, AnalyticsNames names, IStringLocalizer<AnalyticsTexts> A)
{
    public const string Ages = "ages";
    public const string Deadlines = "deadlines";
    public const string Wards = "ward-map";
    public const string Load = "officers";

    public FigureTable OfAges() => new(
        Ages, A["Table.Ages"], [new(A["Column.Age"], IsNumber: false), new(A["Measure.OpenNow"])],
        [.. answer.Ages.Select(band => new FigureRow($"{band.FromDays}", [new FigureCell(Age(band)), Cells.Count(band.Open, drill.Aged(band))]))]);

    public string Age(AgeBand band) => band.UntilDays is { } until ? A["Age.Between", band.FromDays, until] : A["Age.Over", band.FromDays - 1];

    /// <summary>The same where there is little room.</summary>
    public string ShortAge(AgeBand band) => band.UntilDays is { } until ? A["Age.ShortBetween", band.FromDays, until] : A["Age.ShortOver", band.FromDays - 1];

    public FigureTable OfDeadlines()
    {
        var bands = Enum.GetValues<DeadlineBand>();
        var open = answer.Deadlines.GroupBy(cell => (cell.DepartmentId, cell.Band)).ToDictionary(cells => cells.Key, cells => cells.Sum(cell => cell.Open));
        var most = open.Values.DefaultIfEmpty().Max();
        int Sum(int department) => bands.Sum(band => open.GetValueOrDefault((department, band)));
        return new FigureTable(
            Deadlines, A["Table.Deadlines"],
            [new(A["By.Department"], IsNumber: false), .. bands.Select(band => new FigureColumn(A[$"Band.{band}"])), new(A["Column.Sum"])],
            [.. answer.Deadlines.Select(cell => cell.DepartmentId).Distinct().OrderByDescending(Sum).ThenBy(id => id).Select(id => new FigureRow($"{id}",
            [
                new FigureCell(names.Department(id)),
                .. bands.Select(band => Shaded(open.GetValueOrDefault((id, band)), most, drill.Due(band, id))),
                Cells.Count(Sum(id), drill.Open(Breakdown.Department, id)),
            ]))]);
    }

    public FigureTable OfWards()
    {
        var filed = answer.Wards.GroupBy(cell => (cell.WardId, cell.DepartmentId)).ToDictionary(cells => cells.Key, cells => cells.Sum(cell => cell.Filed));
        var most = filed.Values.DefaultIfEmpty().Max();
        var departments = names.Departments.Where(department => filed.Keys.Any(key => key.DepartmentId == department.Id)).ToList();
        int Sum(int ward) => departments.Sum(department => filed.GetValueOrDefault((ward, department.Id)));
        return new FigureTable(
            Wards, A["Table.Wards"],
            [new(A["By.Ward"], IsNumber: false), .. departments.Select(department => new FigureColumn(department.Name)), new(A["Column.Sum"])],
            [.. answer.Wards.Select(cell => cell.WardId).Distinct().OrderBy(ward => ward == 0).ThenBy(ward => ward).Select(ward => new FigureRow($"{ward}",
            [
                new FigureCell(names.Ward(ward) ?? A[ward == 0 ? "None.Ward" : "None.Gone"]),
                .. departments.Select(department => Shaded(filed.GetValueOrDefault((ward, department.Id)), most, drill.Filed(ward, department.Id))),
                Cells.Count(Sum(ward), drill.Filed(Breakdown.Ward, ward)),
            ]))]);
    }

    public FigureTable OfLoad()
    {
        var most = answer.Load.Select(load => load.Open).DefaultIfEmpty().Max();
        return new FigureTable(
            Load, A["Table.Load"],
            [new(A["Column.Person"], IsNumber: false), new(A["By.Department"], IsNumber: false), new(A["Measure.OpenNow"]), new(A["Measure.DueSoon"]), new(A["Measure.Delayed"])],
            [.. answer.Load.Select(load => new FigureRow($"{load.UserId}-{load.DepartmentId}",
            [
                new FigureCell(load.Name ?? A["None.Person"]),
                new FigureCell(names.Department(load.DepartmentId)),
                Cells.Count(load.Open, drill.With(load.UserId, load.DepartmentId, isDelayed: false)) with { Bar = Cells.Share(load.Open, most) },
                Cells.Count(load.DueSoon),
                Cells.Count(load.Delayed, drill.With(load.UserId, load.DepartmentId, isDelayed: true)),
            ]))]);
    }

    private static FigureCell Shaded(int number, int most, string? link) => Cells.Count(number, link) with { Level = Cells.Level(number, most) };
}
