-- The accounts on SQL Server, once, by a system administrator (sqlcmd variables):
--   sqlcmd -b -I -i accounts.SqlServer.sql -v Database=mibsp OwnerPassword=… AppPassword=…
-- mibsp_owner makes and changes tables (only `migrate` uses it); mibsp_app is the portal's. Can be run again: passwords are set anew.
IF DB_ID(N'$(Database)') IS NULL
    CREATE DATABASE [$(Database)];
GO
IF SUSER_ID(N'mibsp_owner') IS NULL
    CREATE LOGIN mibsp_owner WITH PASSWORD = N'$(OwnerPassword)', DEFAULT_DATABASE = [$(Database)];
ELSE
    ALTER LOGIN mibsp_owner WITH PASSWORD = N'$(OwnerPassword)';
IF SUSER_ID(N'mibsp_app') IS NULL
    CREATE LOGIN mibsp_app WITH PASSWORD = N'$(AppPassword)', DEFAULT_DATABASE = [$(Database)];
ELSE
    ALTER LOGIN mibsp_app WITH PASSWORD = N'$(AppPassword)';
GO
-- Readers do not wait for writers, as on the other databases.
ALTER DATABASE [$(Database)] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
GO
USE [$(Database)];
GO
IF USER_ID(N'mibsp_owner') IS NULL
    CREATE USER mibsp_owner FOR LOGIN mibsp_owner WITH DEFAULT_SCHEMA = dbo;
IF USER_ID(N'mibsp_app') IS NULL
    CREATE USER mibsp_app FOR LOGIN mibsp_app WITH DEFAULT_SCHEMA = dbo;
IF DATABASE_PRINCIPAL_ID(N'mibsp_portal') IS NULL
    CREATE ROLE mibsp_portal;
GO
ALTER ROLE db_owner ADD MEMBER mibsp_owner;
ALTER ROLE mibsp_portal ADD MEMBER mibsp_app;
GO
