using Microsoft.AspNetCore.Identity;

namespace Mibsp.Domain.Officers;

/// <summary>The account of a member of staff. Citizens have none.</summary>
public sealed class StaffUser : IdentityUser<Guid>
{
    public const int NameMaxLength = 80;

    public string DisplayName { get; set; } = "";

    public StaffRole Role { get; set; }

    public int? DepartmentId { get; set; }

    /// <summary>Set for accounts whose password somebody else knows.</summary>
    public bool MustChangePassword { get; set; }

    public bool IsDisabled { get; set; }

    /// <summary>The first day away; null when no absence is planned.</summary>
    public DateOnly? AbsentFromOn { get; set; }

    /// <summary>The last day away; null: until further notice.</summary>
    public DateOnly? AbsentUntilOn { get; set; }

    /// <summary>A colleague of the same department who answers for this one's work meanwhile.</summary>
    public Guid? SubstituteId { get; set; }
}
