-- What the portal's own account may do on SQL Server: everything the portal needs, and nothing to the record but to read it and add to it.
-- Run by the owner of the tables after each migration: `dotnet Mibsp.Web.dll migrate` does so, or: sqlcmd -d mibsp -b -I -i rights.SqlServer.sql
-- The role is made once by accounts.SqlServer.sql. Can be run again.
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::dbo TO mibsp_portal;
GO
-- The record: entries, details and whom they are about are added and never changed; its end moves on. DENY outweighs what any other role
-- grants. Without ALTER nobody truncates a table or drops or disables its triggers.
DENY UPDATE, DELETE, ALTER ON dbo.AuditEntries TO mibsp_portal;
DENY UPDATE, DELETE, ALTER ON dbo.AuditDetails TO mibsp_portal;
DENY UPDATE, DELETE, ALTER ON dbo.AuditSubjects TO mibsp_portal;
DENY INSERT, DELETE, ALTER ON dbo.AuditHeads TO mibsp_portal;
DENY INSERT, UPDATE, DELETE ON dbo.__EFMigrationsHistory TO mibsp_portal;
GO
