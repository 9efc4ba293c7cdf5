namespace Mibsp.Domain.Officers;

/// <summary>What a member of staff is. Everybody has exactly one role.</summary>
public enum StaffRole
{
    Officer,
    Supervisor,
    IntegrityOfficer,
    Commissioner,
    Administrator,
    Auditor,
}

/// <summary>What follows from a role.</summary>
public static class StaffRoles
{
    /// <summary>Roles that work on complaints and may read what citizens wrote.</summary>
    public static bool WorksOnComplaints(this StaffRole role) => role.HasDepartment() || role is StaffRole.Commissioner;

    /// <summary>Roles that belong to a department.</summary>
    public static bool HasDepartment(this StaffRole role) => role is StaffRole.Officer or StaffRole.Supervisor or StaffRole.IntegrityOfficer;
}
