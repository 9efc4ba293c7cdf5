using System.Globalization;

namespace Mibsp.Web.Features.Staff;

/// <summary>
/// How far somebody had looked: a place in the record, and beside it the number of a day (queue) or of the last line (case). Numbers that
/// say nothing of any case; kept by the browser's tab.
/// </summary>
public readonly record struct TabMark(long Sequence, int Number)
{
    /// <summary>The mark, or null when nothing was kept or it is none.</summary>
    public static TabMark? Parse(string? kept)
        => kept?.Split('.') is [var sequence, var number]
            && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var beside) ? new TabMark(at, beside) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}.{Number}");
}
