namespace Mibsp.Domain.Persistence.PostgreSql;

/// <summary>Entries can be neither changed, deleted nor truncated; details can be erased but not changed.</summary>
internal static class PostgreSqlAuditGuard
{
    public static readonly string[] Create =
    [
        $"""
        CREATE FUNCTION "{AuditGuard.EntriesTrigger}"() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'The audit record is final.'; END $$;
        """,
        $"""
        CREATE TRIGGER "{AuditGuard.EntriesTrigger}" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEntries"
        FOR EACH STATEMENT EXECUTE FUNCTION "{AuditGuard.EntriesTrigger}"();
        """,
        $"""
        CREATE TRIGGER "{AuditGuard.DetailsTrigger}" BEFORE UPDATE OR TRUNCATE ON "AuditDetails"
        FOR EACH STATEMENT EXECUTE FUNCTION "{AuditGuard.EntriesTrigger}"();
        """,
    ];

    public static readonly string[] Drop =
    [
        $"DROP TRIGGER \"{AuditGuard.DetailsTrigger}\" ON \"AuditDetails\";",
        $"DROP TRIGGER \"{AuditGuard.EntriesTrigger}\" ON \"AuditEntries\";",
        $"DROP FUNCTION \"{AuditGuard.EntriesTrigger}\"();",
    ];
}
