-- The accounts on PostgreSQL, once, by a superuser, connected to the portal's empty database:
--   psql -d mibsp -v owner_password=… -v app_password=… -v backup_password=… -f accounts.PostgreSql.sql
-- mibsp_owner makes and changes tables (only `migrate` uses it); mibsp_app is the portal's; mibsp_backup reads for backups.
-- Passwords are set anew each time; nothing else changes when it is run again.
\set ON_ERROR_STOP on
SET password_encryption = 'scram-sha-256';
SELECT 'CREATE ROLE mibsp_portal NOLOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mibsp_portal') \gexec
SELECT 'CREATE ROLE mibsp_owner LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mibsp_owner') \gexec
SELECT 'CREATE ROLE mibsp_app LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mibsp_app') \gexec
SELECT 'CREATE ROLE mibsp_backup LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mibsp_backup') \gexec
ALTER ROLE mibsp_owner PASSWORD :'owner_password' NOSUPERUSER NOCREATEDB NOCREATEROLE;
ALTER ROLE mibsp_app PASSWORD :'app_password' NOSUPERUSER NOCREATEDB NOCREATEROLE;
ALTER ROLE mibsp_backup PASSWORD :'backup_password' NOSUPERUSER NOCREATEDB NOCREATEROLE;
GRANT mibsp_portal TO mibsp_app;
SELECT format('ALTER DATABASE %I OWNER TO mibsp_owner', current_database()) \gexec
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()) \gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO mibsp_portal, mibsp_backup', current_database()) \gexec
ALTER SCHEMA public OWNER TO mibsp_owner;
-- A server that logs statements logs who looked at what, and when: switched off for the portal.
ALTER ROLE mibsp_app SET log_statement = 'none';
ALTER ROLE mibsp_app SET log_min_duration_statement = -1;
ALTER ROLE mibsp_app SET log_min_error_statement = 'panic';
