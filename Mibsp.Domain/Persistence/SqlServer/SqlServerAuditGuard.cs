namespace Mibsp.Domain.Persistence.SqlServer;

/// <summary>
/// Entries can be neither changed nor deleted; details can be erased but not changed. (TRUNCATE is refused by the foreign key.)
/// Each trigger is made in a batch of its own by EXEC: in a script, which is one batch for a whole migration, CREATE TRIGGER
/// would be a syntax error.
/// </summary>
internal static class SqlServerAuditGuard
{
    public static readonly string[] Create =
    [
        $"""
        EXEC(N'CREATE TRIGGER [{AuditGuard.EntriesTrigger}] ON [AuditEntries] INSTEAD OF UPDATE, DELETE AS
        THROW 51000, ''Audit entries are final.'', 1;');
        """,
        $"""
        EXEC(N'CREATE TRIGGER [{AuditGuard.DetailsTrigger}] ON [AuditDetails] INSTEAD OF UPDATE AS
        THROW 51000, ''Audit details can be erased, not changed.'', 1;');
        """,
    ];

    public static readonly string[] Drop =
    [
        $"DROP TRIGGER [{AuditGuard.DetailsTrigger}];",
        $"DROP TRIGGER [{AuditGuard.EntriesTrigger}];",
    ];
}
