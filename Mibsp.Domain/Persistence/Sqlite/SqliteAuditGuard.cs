namespace Mibsp.Domain.Persistence.Sqlite;

/// <summary>
/// Entries can be neither changed nor deleted; details can be erased but not changed. REPLACE would delete without asking
/// the delete trigger, so an insert over what is there is refused as well.
/// </summary>
internal static class SqliteAuditGuard
{
    public static readonly string[] Create =
    [
        $"""
        CREATE TRIGGER "{AuditGuard.EntriesTrigger}_Update" BEFORE UPDATE ON "AuditEntries"
        BEGIN SELECT RAISE(ABORT, 'Audit entries are final.'); END;
        """,
        $"""
        CREATE TRIGGER "{AuditGuard.EntriesTrigger}_Delete" BEFORE DELETE ON "AuditEntries"
        BEGIN SELECT RAISE(ABORT, 'Audit entries are final.'); END;
        """,
        $"""
        CREATE TRIGGER "{AuditGuard.EntriesTrigger}_Replace" BEFORE INSERT ON "AuditEntries"
        WHEN EXISTS (SELECT 1 FROM "AuditEntries" WHERE "Sequence" = NEW."Sequence")
        BEGIN SELECT RAISE(ABORT, 'Audit entries are final.'); END;
        """,
        $"""
        CREATE TRIGGER "{AuditGuard.DetailsTrigger}_Replace" BEFORE INSERT ON "AuditDetails"
        WHEN EXISTS (SELECT 1 FROM "AuditDetails" WHERE "Sequence" = NEW."Sequence")
        BEGIN SELECT RAISE(ABORT, 'Audit details can be erased, not changed.'); END;
        """,
        $"""
        CREATE TRIGGER "{AuditGuard.DetailsTrigger}_Update" BEFORE UPDATE ON "AuditDetails"
        BEGIN SELECT RAISE(ABORT, 'Audit details can be erased, not changed.'); END;
        """,
    ];

    public static readonly string[] Drop =
    [
        $"DROP TRIGGER \"{AuditGuard.EntriesTrigger}_Update\";",
        $"DROP TRIGGER \"{AuditGuard.EntriesTrigger}_Delete\";",
        $"DROP TRIGGER \"{AuditGuard.EntriesTrigger}_Replace\";",
        $"DROP TRIGGER \"{AuditGuard.DetailsTrigger}_Replace\";",
        $"DROP TRIGGER \"{AuditGuard.DetailsTrigger}_Update\";",
    ];
}
