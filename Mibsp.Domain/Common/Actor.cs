using Mibsp.Domain.Officers;

namespace Mibsp.Domain.Common;

/// <summary>The signed-in member of staff on whose behalf a service acts.</summary>
public sealed record Actor(Guid UserId, StaffRole Role, int? DepartmentId);
