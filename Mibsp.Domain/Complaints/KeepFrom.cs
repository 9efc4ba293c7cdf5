namespace Mibsp.Domain.Complaints;

/// <summary>Who, by the citizen's choice, must not see the complaint. Anything but <see cref="Nobody"/> routes it to the integrity cell.</summary>
public enum KeepFrom
{
    Nobody,
    DepartmentOfficers,
    DepartmentHead,
}
