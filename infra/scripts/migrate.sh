#!/usr/bin/env bash
# Writes the SQL that brings a server database up to date, from whatever migration it stands at: infra/scripts/migrate.sh SqlServer > upgrade.sql
# The tables of the shared schedule of jobs (Quartz's own script) are made first, where they are missing.
# Run it under an account that may change the schema, and infra/sql/rights.*.sql after it; the portal's own account reads and writes rows only.
# Where the portal is installed, `dotnet Mibsp.Web.dll migrate` does all of this without the SDK.
set -euo pipefail
cd "$(dirname "$0")/../.."
provider=${1:?usage: infra/scripts/migrate.sh SqlServer|PostgreSql > upgrade.sql}
dotnet tool restore >&2
dotnet build Mibsp.Web --nologo -v q >&2
dotnet Mibsp.Web/bin/Debug/net10.0/Mibsp.Web.dll schedule-schema "$provider"
exec dotnet ef migrations script --idempotent --no-build --project Mibsp.Domain --startup-project Mibsp.Domain --context "${provider}MibspDbContext"
