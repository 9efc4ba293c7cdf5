namespace Mibsp.Web.Features.Admin.Analytics.Tables;

/// <summary>One table of the console: page, file and paper show the same. <paramref name="Key"/> is its name in addresses.</summary>
public sealed record FigureTable(string Key, string Caption, IReadOnlyList<FigureColumn> Columns, IReadOnlyList<FigureRow> Rows);

/// <summary>A column. Words that only repeat what other columns say as numbers are left out of files.</summary>
public sealed record FigureColumn(string Name, bool IsNumber = true, bool IsInFile = true);

/// <summary>A line of a table; <paramref name="Id"/> tells it from the others.</summary>
public sealed record FigureRow(string Id, IReadOnlyList<FigureCell> Cells);

/// <summary>
/// What stands in a place. <paramref name="Plain"/> is the same for machines, where that differs; <paramref name="Link"/> leads to the complaints that
/// were counted.
/// </summary>
public sealed record FigureCell(string Words, string? Plain = null, string? Link = null)
{
    public static readonly FigureCell Nothing = new("–", "");

    /// <summary>How long the bar beside the number is, in percent of the longest. Null: there is none.</summary>
    public int? Bar { get; init; }

    /// <summary>How dark a place of a heat map is, from 0 to 5. Null: it is not one.</summary>
    public int? Level { get; init; }
}
