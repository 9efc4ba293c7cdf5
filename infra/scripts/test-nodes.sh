#!/usr/bin/env bash
# The browser tests against two nodes on one PostgreSQL behind nginx: infra/scripts/test-nodes.sh [class…]   (default: all of them)
#   infra/scripts/test-nodes.sh MainJobTests DeskTests
# Each test's portal is then two processes that start at once, and infra/nginx/mibsp.conf draws one for each request. Tests that look into the
# files of the embedded database say so and are skipped.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=infra/scripts/lib-postgres.sh
. infra/scripts/lib-postgres.sh
trap pg_stop EXIT
[ -n "${MIBSP_TEST_POSTGRES:-}" ] || pg_start || { echo "PostgreSQL is not installed (infra/scripts/test.sh installs it)." >&2; exit 1; }
[ -x /usr/sbin/nginx ] || { echo "nginx is not installed (infra/scripts/test.sh installs it)." >&2; exit 1; }
[ -n "${MIBSP_NO_BUILD:-}" ] || dotnet build Mibsp.Tests --nologo -v q
which=(-trait "Category=Browser")
if [ $# -gt 0 ]; then
  which=()
  for name in "$@"; do which+=(-class "Mibsp.Tests.Browser.$name"); done
fi
MIBSP_TEST_NODES=2 dotnet run --project Mibsp.Tests --no-build --no-launch-profile -- -noLogo -longRunning 60 "${which[@]}"
