using System.Globalization;

namespace Mibsp.Web.Features.Admin.Analytics.Tables;

/// <summary>Numbers as they are read, and as machines read them.</summary>
internal static class Cells
{
    private const int Darkest = 5;

    public static FigureCell Count(int? number, string? link = null) => number is { } known
        ? new FigureCell(Number(known), known.ToString(CultureInfo.InvariantCulture), known > 0 ? link : null) : FigureCell.Nothing;

    public static FigureCell Percent(int? number) => number is { } known ? new FigureCell($"{known} %", known.ToString(CultureInfo.InvariantCulture)) : FigureCell.Nothing;

    public static FigureCell Days(decimal? number) => number is { } known ? new FigureCell(Days(known), known.ToString("0.0", CultureInfo.InvariantCulture)) : FigureCell.Nothing;

    public static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    public static string Days(decimal number) => number.ToString("0.0", CultureInfo.CurrentCulture);

    /// <summary>How much of the most, in percent; something is never nothing.</summary>
    public static int Share(int number, int most) => number == 0 || most == 0 ? 0 : Math.Max(1, (int)Math.Round(100m * number / most));

    /// <summary>In five steps up to the most; only nothing is 0.</summary>
    public static int Level(int number, int most) => number == 0 || most == 0 ? 0 : Math.Max(1, (int)Math.Ceiling((decimal)Darkest * number / most));
}
