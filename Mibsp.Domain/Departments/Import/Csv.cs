using System.Text;

namespace Mibsp.Domain.Departments.Import;

/// <summary>A line of a CSV file: its cells, and the number of the line on which it begins.</summary>
public sealed record CsvRow(int Line, IReadOnlyList<string> Cells);

/// <summary>
/// Reads and writes CSV as RFC 4180 has it. Written here, because nothing that the portal depends on does it, and a few lines are
/// less to trust than another package.
/// </summary>
public static class Csv
{
    /// <summary>What a spreadsheet would take for a formula when a cell begins with it.</summary>
    private const string Formulas = "=+-@\t\r";

    /// <summary>The rows, empty lines left out. Null when a quoted cell never ends, or goes on after its end.</summary>
    public static IReadOnlyList<CsvRow>? Read(string text)
    {
        var (rows, at, line) = (new List<CsvRow>(), 0, 1);
        while (at < text.Length)
        {
            var (cells, began) = (new List<string>(), line);
            while (true)
            {
                if (Cell(text, ref at, ref line) is not { } cell)
                {
                    return null;
                }

                cells.Add(Armed(cell));
                if (at >= text.Length || text[at] is not ',')
                {
                    break;
                }

                at++;
            }

            at += at < text.Length && text[at] is '\r' ? 1 : 0;
            at += at < text.Length && text[at] is '\n' ? 1 : 0;
            line++;
            if (cells.Count > 1 || cells[0].Length > 0)
            {
                rows.Add(new CsvRow(began, cells));
            }
        }

        return rows;
    }

    /// <summary>One line with its end. Cells that a spreadsheet would calculate begin with an apostrophe, which reading takes away again.</summary>
    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(cell => Quoted(Disarmed(cell)))) + "\r\n";

    private static string? Cell(string text, ref int at, ref int line)
    {
        if (at >= text.Length || text[at] is not '"')
        {
            var end = text.AsSpan(at).IndexOfAny(',', '\r', '\n') is >= 0 and var found ? at + found : text.Length;
            var bare = text[at..end];
            at = end;
            return bare;
        }

        var cell = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] is '"')
            {
                if (at + 1 >= text.Length || text[at + 1] is not '"')
                {
                    at++;
                    return at >= text.Length || text[at] is ',' or '\r' or '\n' ? cell.ToString() : null;
                }

                at++;
            }

            line += text[at] is '\n' ? 1 : 0;
            cell.Append(text[at]);
        }

        return null;
    }

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny("\",\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // An apostrophe of the cell's own before such a sign gets a second one, so that reading gives back what was written.
    private static string Disarmed(string cell) => IsArmed(cell.TrimStart('\'')) ? $"'{cell}" : cell;

    private static string Armed(string cell) => cell is ['\'', ..] && IsArmed(cell.TrimStart('\'')) ? cell[1..] : cell;

    private static bool IsArmed(string cell) => cell.Length > 0 && Formulas.Contains(cell[0], StringComparison.Ordinal);
}
