namespace Mibsp.Domain.Persistence;

/// <summary>
/// The names of the triggers by which the database itself refuses to change the record. The statements are each
/// provider's own and lie with its migrations.
/// </summary>
internal static class AuditGuard
{
    public const string EntriesTrigger = "AuditEntriesAreFinal";
    public const string DetailsTrigger = "AuditDetailsAreFinal";
}
