namespace Mibsp.Domain.Departments.Import;

/// <summary>What a line of the file would do.</summary>
public enum ImportEffect
{
    New,
    Changed,
    Unchanged,
}

/// <summary>What is wrong with a line of the file. Each has a sentence.</summary>
public enum ImportFault
{
    TooLarge,
    NotText,
    BrokenQuotes,
    NoLines,
    TooManyLines,
    UnknownColumn,
    ColumnTwice,
    ColumnMissing,
    WrongCount,
    NotANumber,
    NotYesNo,
    NameMissing,
    NameTooLong,
    DescriptionTooLong,
    DaysOutOfRange,
    DepartmentUnknown,
    ServiceUnknown,
    ServiceOfOther,
    NameTaken,
    Twice,
    Contradicts,
    CellIsSpecial,
    ServiceIncomplete,
}

/// <summary>A fault, the line on which it is, and what stands there.</summary>
public sealed record ImportError(int Line, ImportFault Fault, string Value);

/// <summary>A field that would become other. Codes: name, active, description, days.</summary>
public sealed record ImportField(string Field, string Before, string After);

/// <summary>A department or service of the file, and what would become of it. The id is null for a new one.</summary>
public sealed record ImportLine(int Line, bool IsService, int? Id, string Department, string Name, ImportEffect Effect, IReadOnlyList<ImportField> Fields)
{
    /// <summary>What it is to be in the end.</summary>
    public required ImportTarget Target { get; init; }
}

/// <summary>All that a department or service is to be. Departments use only the name and whether they are active.</summary>
public sealed record ImportTarget(string Name, bool IsActive, string Description = "", int Days = 0, int? DepartmentId = null);

/// <summary>What importing a file would do. With errors it does nothing.</summary>
public sealed record ImportPlan(IReadOnlyList<ImportLine> Lines, IReadOnlyList<ImportError> Errors)
{
    public bool MayApply => Errors.Count == 0 && Lines.Any(line => line.Effect is not ImportEffect.Unchanged);

    public int Count(ImportEffect effect) => Lines.Count(line => line.Effect == effect);

    public static ImportPlan Failed(params ImportError[] errors) => new([], errors);
}
