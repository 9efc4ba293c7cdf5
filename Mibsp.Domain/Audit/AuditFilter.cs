using Mibsp.Domain.Common;

namespace Mibsp.Domain.Audit;

/// <summary>Which entries of the record somebody looks for. What is not said is not looked at.</summary>
public sealed record AuditFilter(AuditAct? Act = null)
{
    /// <summary>A citizen, somebody of the staff, or the portal itself.</summary>
    public Party? By { get; init; }

    /// <summary>Somebody of the staff, by the name they sign in with.</summary>
    public string? UserName { get; init; }

    public string? CaseNumber { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? Until { get; init; }
}

/// <summary>
/// A page of the record. <see cref="Next"/> is what to ask on before; null when there is nothing older. <see cref="IsCut"/> means that this was as far
/// as could be looked at once: older entries may hold more.
/// </summary>
public sealed record AuditPage(IReadOnlyList<AuditRow> Rows, long? Next, bool IsCut)
{
    public static readonly AuditPage Empty = new([], null, false);
}

/// <summary>Somebody whose acts can be looked for.</summary>
public sealed record AuditPerson(string UserName, string DisplayName);
