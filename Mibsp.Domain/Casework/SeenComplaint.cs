namespace Mibsp.Domain.Casework;

/// <summary>The complaint somebody acts upon, as their page last showed it.</summary>
public sealed record SeenComplaint(Guid Id, int Version);
