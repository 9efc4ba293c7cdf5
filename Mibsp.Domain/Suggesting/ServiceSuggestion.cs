namespace Mibsp.Domain.Suggesting;

/// <summary>A service that a complaint may be about, with its department: what the wizard offers to choose.</summary>
public sealed record ServiceSuggestion(int DepartmentId, int ServiceId);
