using System.Globalization;

namespace Mibsp.Domain.Departments.Import;

/// <summary>Works out what a file would do to the departments and services that there are: a pure function of both.</summary>
internal sealed class ImportPlanning(IReadOnlyList<DepartmentRow> departments, IReadOnlyList<ServiceRow> services)
{
    private readonly List<ImportLine> _lines = [];
    private readonly List<ImportError> _errors = [];

    public static ImportPlan Of(string text, IReadOnlyList<DepartmentRow> departments, IReadOnlyList<ServiceRow> services)
    {
        var (rows, errors) = DirectoryCsv.Read(text);
        return errors.Count > 0 ? new ImportPlan([], errors) : new ImportPlanning(departments, services).Read(rows);
    }

    private ImportPlan Read(IReadOnlyList<DirectoryCsvRow> rows)
    {
        foreach (var row in rows)
        {
            if (Department(row) is { } department && row.HasService)
            {
                Service(row, department);
            }
            else if (!row.HasService && (row[DirectoryCsv.Description] + row[DirectoryCsv.Days] + row[DirectoryCsv.Offered]).Length > 0)
            {
                Fail(row, ImportFault.ServiceIncomplete, "");
            }
        }

        CheckNames();
        return new ImportPlan(_errors.Count > 0 ? [] : _lines, [.. _errors.OrderBy(e => e.Line)]);
    }

    private ImportLine? Department(DirectoryCsvRow row)
    {
        var name = row[DirectoryCsv.Department];
        if (!Id(row, DirectoryCsv.DepartmentId, out var id) || !Named(row, name, Departments.Department.NameMaxLength))
        {
            return null;
        }

        var known = id is { } number ? departments.FirstOrDefault(d => d.Id == number) : departments.FirstOrDefault(d => d.Name == name);
        if (id is not null && known is null)
        {
            Fail(row, ImportFault.DepartmentUnknown, DirectoryCsv.Number(id.Value));
            return null;
        }

        if (!YesNo(row, DirectoryCsv.TakesComplaints, known?.IsActive ?? true, out var isActive))
        {
            return null;
        }

        if (known is { IsIntegrityCell: true } && !isActive)
        {
            Fail(row, ImportFault.CellIsSpecial, name);
            return null;
        }

        return Join(row, known, new ImportTarget(name, isActive));
    }

    /// <summary>A department stands on the lines of all its services, and must say the same on each.</summary>
    private ImportLine Join(DirectoryCsvRow row, DepartmentRow? known, ImportTarget target)
    {
        var name = target.Name;
        var line = new ImportLine(row.Line, false, known?.Id, name, name, Effect(known is null, Fields(known, target)), Fields(known, target)) { Target = target };

        var before = _lines.FirstOrDefault(l => !l.IsService && (known is null ? l.Id is null && l.Name == name : l.Id == known.Id));
        if (before is null)
        {
            _lines.Add(line);
            return line;
        }

        if (before.Target != target)
        {
            Fail(row, ImportFault.Contradicts, name);
        }

        return before;
    }

    private void Service(DirectoryCsvRow row, ImportLine department)
    {
        var name = row[DirectoryCsv.Service];
        if (!Id(row, DirectoryCsv.ServiceId, out var id) || !Named(row, name, Departments.Service.NameMaxLength))
        {
            return;
        }

        var known = id is { } number ? services.FirstOrDefault(s => s.Id == number) : services.FirstOrDefault(s => s.DepartmentId == department.Id && s.Name == name);
        if ((id is not null && known is null) || (known is not null && known.DepartmentId != department.Id))
        {
            Fail(row, known is null ? ImportFault.ServiceUnknown : ImportFault.ServiceOfOther, DirectoryCsv.Number(id!.Value));
        }
        else if (departments.Any(d => d.Id == department.Id && d.IsIntegrityCell))
        {
            Fail(row, ImportFault.CellIsSpecial, name);
        }
        else if (Target(row, name, known, department) is { } target)
        {
            _lines.Add(new ImportLine(row.Line, true, known?.Id, department.Name, name, Effect(known is null, Fields(known, target)), Fields(known, target)) { Target = target });
        }
    }

    private ImportTarget? Target(DirectoryCsvRow row, string name, ServiceRow? known, ImportLine department)
    {
        var description = row.Cells.ContainsKey(DirectoryCsv.Description) ? row[DirectoryCsv.Description] : known?.Description ?? "";
        var days = known?.DeadlineDays ?? 0;
        if (row[DirectoryCsv.Days] is { Length: > 0 } written && !int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out days))
        {
            Fail(row, ImportFault.NotANumber, written);
            return null;
        }

        if (days is < 1 or > Departments.Service.DeadlineDaysMax)
        {
            Fail(row, ImportFault.DaysOutOfRange, row[DirectoryCsv.Days]);
            return null;
        }

        if (description.Length > Departments.Service.DescriptionMaxLength)
        {
            Fail(row, ImportFault.DescriptionTooLong, name);
            return null;
        }

        return YesNo(row, DirectoryCsv.Offered, known?.IsActive ?? true, out var isActive)
            ? new ImportTarget(name, isActive, description, days, department.Id)
            : null;
    }

    // By what all would be called in the end: the file may swap names only in two steps.
    private void CheckNames()
    {
        foreach (var twice in _lines.Where(l => l.Id is not null).GroupBy(l => (l.IsService, l.Id)).Where(g => g.Count() > 1).SelectMany(g => g.Skip(1)))
        {
            Fail(twice, ImportFault.Twice);
        }

        foreach (var twice in _lines.GroupBy(l => (l.IsService, l.IsService ? l.Department : "", l.Name)).SelectMany(g => g.Skip(1)).Where(l => _errors.All(e => e.Line != l.Line)))
        {
            Fail(twice, ImportFault.Twice);
        }

        var taken = _lines.Where(l => l.IsService
            ? services.Any(s => s.Name == l.Name && s.Id != l.Id && s.DepartmentId == l.Target.DepartmentId)
            : departments.Any(d => d.Name == l.Name && d.Id != l.Id));
        foreach (var line in taken.ToList())
        {
            Fail(line, ImportFault.NameTaken);
        }
    }

    private static List<ImportField> Fields(DepartmentRow? known, ImportTarget target)
        => known is null ? [] : [.. Others(("name", known.Name, target.Name), ("active", DirectoryCsv.YesNo(known.IsActive), DirectoryCsv.YesNo(target.IsActive)))];

    private static List<ImportField> Fields(ServiceRow? known, ImportTarget target)
        => known is null ? [] : [.. Others(
            ("name", known.Name, target.Name), ("description", known.Description, target.Description),
            ("days", DirectoryCsv.Number(known.DeadlineDays), DirectoryCsv.Number(target.Days)),
            ("active", DirectoryCsv.YesNo(known.IsActive), DirectoryCsv.YesNo(target.IsActive)))];

    private static IEnumerable<ImportField> Others(params (string Field, string Before, string After)[] fields)
        => fields.Where(f => f.Before != f.After).Select(f => new ImportField(f.Field, f.Before, f.After));

    private static ImportEffect Effect(bool isNew, List<ImportField> fields) => isNew ? ImportEffect.New : fields.Count > 0 ? ImportEffect.Changed : ImportEffect.Unchanged;

    private bool Id(DirectoryCsvRow row, string column, out int? id)
    {
        id = null;
        if (row[column].Length == 0)
        {
            return true;
        }

        if (!int.TryParse(row[column], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            Fail(row, ImportFault.NotANumber, row[column]);
            return false;
        }

        id = number;
        return true;
    }

    private bool Named(DirectoryCsvRow row, string name, int most)
    {
        if (name.Length == 0 || name.Length > most)
        {
            Fail(row, name.Length == 0 ? ImportFault.NameMissing : ImportFault.NameTooLong, name);
            return false;
        }

        return true;
    }

    private bool YesNo(DirectoryCsvRow row, string column, bool otherwise, out bool value)
    {
        value = row[column].ToLowerInvariant() switch { DirectoryCsv.Yes => true, DirectoryCsv.No => false, _ => otherwise };
        if (row[column].ToLowerInvariant() is not ("" or DirectoryCsv.Yes or DirectoryCsv.No))
        {
            Fail(row, ImportFault.NotYesNo, row[column]);
            return false;
        }

        return true;
    }

    private void Fail(DirectoryCsvRow row, ImportFault fault, string value) => _errors.Add(new ImportError(row.Line, fault, DirectoryCsv.Shown(value)));

    private void Fail(ImportLine line, ImportFault fault) => _errors.Add(new ImportError(line.Line, fault, DirectoryCsv.Shown(line.Name)));
}
