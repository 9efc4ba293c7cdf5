using System.Globalization;

namespace Mibsp.Domain.Departments.Import;

/// <summary>A line of the file as it was read: one department, with one of its services or none.</summary>
internal sealed record DirectoryCsvRow(int Line, IReadOnlyDictionary<string, string> Cells)
{
    public string this[string column] => Cells.GetValueOrDefault(column, "").Trim();

    public bool HasService => this[DirectoryCsv.Service].Length > 0 || this[DirectoryCsv.ServiceId].Length > 0;
}

/// <summary>
/// Departments and services as a CSV file: a line for each service, one without a service for a department that has none. Where an id
/// stands, the line is about what has this id and may give it another name; where none does, the name decides.
/// </summary>
public static class DirectoryCsv
{
    public const string DepartmentId = "department_id";
    public const string Department = "department";
    public const string TakesComplaints = "takes_complaints";
    public const string ServiceId = "service_id";
    public const string Service = "service";
    public const string Description = "description";
    public const string Days = "deadline_days";
    public const string Offered = "offered";
    public const string Yes = "yes";
    public const string No = "no";

    public const int BytesMax = 256 * 1024;
    public const int LinesMax = 2000;

    public static IReadOnlyList<string> Columns { get; } = [DepartmentId, Department, TakesComplaints, ServiceId, Service, Description, Days, Offered];

    /// <summary>The columns without which a line says nothing. Others that are left out leave things as they are.</summary>
    private static readonly string[] _needed = [Department];

    public static string Write(IReadOnlyList<DepartmentRow> departments, IReadOnlyList<ServiceRow> services)
        => Csv.Line(Columns) + string.Concat(departments.SelectMany(d => services.Where(s => s.DepartmentId == d.Id).DefaultIfEmpty().Select(s => Csv.Line(
        [
            Number(d.Id), d.Name, YesNo(d.IsActive),
            s is null ? "" : Number(s.Id), s?.Name ?? "", s?.Description ?? "", s is null ? "" : Number(s.DeadlineDays), s is null ? "" : YesNo(s.IsActive),
        ]))));

    /// <summary>The lines below the heading, and what is wrong with the file as such.</summary>
    internal static (IReadOnlyList<DirectoryCsvRow> Rows, IReadOnlyList<ImportError> Errors) Read(string text)
    {
        if (Csv.Read(text.TrimStart('\uFEFF')) is not { } rows)
        {
            return ([], [new ImportError(1, ImportFault.BrokenQuotes, "")]);
        }

        if (rows.Count < 2)
        {
            return ([], [new ImportError(1, ImportFault.NoLines, "")]);
        }

        if (rows.Count > LinesMax + 1)
        {
            return ([], [new ImportError(LinesMax + 1, ImportFault.TooManyLines, Number(LinesMax))]);
        }

        var heading = rows[0].Cells.Select(cell => cell.Trim().ToLowerInvariant()).ToList();
        var errors = heading.Where(name => !Columns.Contains(name)).Select(name => new ImportError(1, ImportFault.UnknownColumn, Shown(name)))
            .Concat(heading.GroupBy(name => name).Where(g => g.Count() > 1).Select(g => new ImportError(1, ImportFault.ColumnTwice, Shown(g.Key))))
            .Concat(_needed.Where(name => !heading.Contains(name)).Select(name => new ImportError(1, ImportFault.ColumnMissing, name)))
            .Concat(rows.Skip(1).Where(row => row.Cells.Count != heading.Count).Select(row => new ImportError(row.Line, ImportFault.WrongCount, Number(row.Cells.Count))))
            .ToList();
        return errors.Count > 0
            ? ([], errors)
            : ([.. rows.Skip(1).Select(row => new DirectoryCsvRow(row.Line, heading.Zip(row.Cells).ToDictionary(pair => pair.First, pair => pair.Second)))], []);
    }

    /// <summary>A value of the file, cut to what fits into a sentence.</summary>
    internal static string Shown(string value) => value.Length <= 40 ? value : value[..40] + "…";

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string YesNo(bool value) => value ? Yes : No;
}
