using System.Text.Json;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Common;

namespace Mibsp.Domain.Audit;

/// <summary>An act about to be entered in the record.</summary>
public sealed record AuditRecord(AuditAct Act, Stamp Stamp, Guid? ComplaintId, string Json)
{
    /// <summary>Whose history the act belongs to, beside a complaint's: accounts, departments and the like. See <see cref="AuditSubject"/>.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>An act with no details beyond who and which complaint.</summary>
    public static AuditRecord Of(AuditAct act, Stamp stamp, Guid? complaintId = null) => new(act, stamp, complaintId, "{}");

    /// <summary>An act with details: codes and ids, never text that anybody wrote.</summary>
    public static AuditRecord Of(AuditAct act, Stamp stamp, Guid? complaintId, IReadOnlyDictionary<string, string> details)
        => new(act, stamp, complaintId, JsonSerializer.Serialize(details));
}
