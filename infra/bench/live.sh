#!/usr/bin/env bash
# 1,000 open queues of 50 officers of one department over real circuits, 5 new complaints a second for a minute: how long from
# the commit to the drawn page (after half a minute of the same to get warm), whether any page missed one, and what memory is left when all have gone. On SQLite, and on
# PostgreSQL where it is installed. The portal and the 1,000 clients share this machine. Other sizes: PAGES=200 SECONDS_LONG=10 infra/bench/live.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=infra/scripts/lib-postgres.sh
. infra/scripts/lib-postgres.sh
report=$(mktemp)
trap 'pg_stop; rm -f "$report"' EXIT
[ -n "${MIBSP_TEST_POSTGRES:-}" ] || pg_start || echo "PostgreSQL is not installed: SQLite only."
dotnet build Mibsp.Tests -c Release --nologo -v q
MIBSP_LOAD_REPORT=$report MIBSP_LOAD_PAGES=${PAGES:-1000} MIBSP_LOAD_OFFICERS=${OFFICERS:-50} MIBSP_LOAD_RATE=${RATE:-5} \
  MIBSP_LOAD_SECONDS=${SECONDS_LONG:-60} dotnet run --project Mibsp.Tests -c Release --no-build --no-launch-profile -- -noLogo \
  -class Mibsp.Tests.Load.LivePagesTests >/dev/null && ok=yes || ok=no
cat "$report"
[ "$ok" = yes ] && echo "All pages drew all complaints; p99 under a second; memory returned."
[ "$ok" = yes ]
