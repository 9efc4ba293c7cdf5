-- What the portal's own account may do on PostgreSQL: everything the portal needs, and nothing to the record but to read it and add to it.
-- Run by the owner of the tables after each migration: `dotnet Mibsp.Web.dll migrate` does so, or: psql -1 -f rights.PostgreSql.sql
-- The role is made once by accounts.PostgreSql.sql. Can be run again.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, mibsp_portal;
GRANT USAGE ON SCHEMA public TO mibsp_portal;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO mibsp_portal;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO mibsp_portal;

-- The record: entries, details and whom they are about are added and never changed; its end moves on. No TRUNCATE, no REFERENCES, no
-- TRIGGER anywhere, and whoever does not own a table can neither alter it nor drop or disable its triggers.
REVOKE UPDATE, DELETE ON "AuditEntries", "AuditDetails", "AuditSubjects" FROM mibsp_portal;
REVOKE INSERT, DELETE ON "AuditHeads" FROM mibsp_portal;
REVOKE INSERT, UPDATE, DELETE ON "__EFMigrationsHistory" FROM mibsp_portal;

DO $$
BEGIN
  -- The daily job that clears away erased keys (decision 0010) writes their table anew. Before PostgreSQL 17 only its owner may.
  IF current_setting('server_version_num')::int >= 170000 THEN
    EXECUTE 'GRANT MAINTAIN ON "ComplaintKeys" TO mibsp_portal';
  END IF;
  -- Backups read everything and write nothing.
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'mibsp_backup') THEN
    GRANT USAGE ON SCHEMA public TO mibsp_backup;
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO mibsp_backup;
    GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO mibsp_backup;
  END IF;
END $$;
