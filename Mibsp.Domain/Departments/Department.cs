namespace Mibsp.Domain.Departments;

/// <summary>A unit of the municipality that offers services and answers for complaints about them.</summary>
public sealed class Department
{
    public const int NameMaxLength = 100;

    private Department() { } // EF

    public Department(string name, bool isIntegrityCell = false) => (Name, IsIntegrityCell, IsActive) = (name, isIntegrityCell, true);

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The one unit outside the departments, which takes what must not reach them.</summary>
    public bool IsIntegrityCell { get; private set; }

    /// <summary>Inactive departments take no new complaints; their old ones stay.</summary>
    public bool IsActive { get; private set; }

    /// <summary>The calendar it goes by, if it is not the town hall's.</summary>
    public int? CalendarId { get; private set; }

    public void Change(string name, bool isActive) => (Name, IsActive) = (name, isActive || IsIntegrityCell);
}
