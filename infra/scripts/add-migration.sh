#!/usr/bin/env bash
# Adds one migration to all three databases: infra/scripts/add-migration.sh NameOfTheChange
# No server is needed. SQLite rebuilds a table when its columns change and drops the table's triggers with it: a migration
# that touches the audit tables must create the audit guard again (see the migration AuditGuard).
set -euo pipefail
cd "$(dirname "$0")/../.."
name=${1:?usage: infra/scripts/add-migration.sh NameOfTheChange}
dotnet tool restore >/dev/null
dotnet build Mibsp.Domain --nologo -v q
for provider in Sqlite SqlServer PostgreSql; do
  dotnet ef migrations add "$name" --no-build --project Mibsp.Domain --startup-project Mibsp.Domain \
    --context "${provider}MibspDbContext" --output-dir "Persistence/$provider/Migrations"
done
