namespace Mibsp.Domain.Departments;

/// <summary>Something a department does for citizens, with the working days within which a complaint about it is to be settled.</summary>
public sealed class Service
{
    public const int NameMaxLength = 100;
    public const int DescriptionMaxLength = 300;
    public const int DeadlineDaysMax = 365;

    private Service() { } // EF

    public Service(int departmentId, string name, string description, int deadlineDays)
        => (DepartmentId, Name, Description, DeadlineDays, IsActive) = (departmentId, name, description, deadlineDays, true);

    public int Id { get; private set; }

    public int DepartmentId { get; private set; }

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    /// <summary>Working days from filing to the deadline.</summary>
    public int DeadlineDays { get; private set; }

    public bool IsActive { get; private set; }

    public void Change(string name, string description, int deadlineDays, bool isActive)
        => (Name, Description, DeadlineDays, IsActive) = (name, description, deadlineDays, isActive);
}
