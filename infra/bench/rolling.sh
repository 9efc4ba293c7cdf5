#!/usr/bin/env bash
# Two nodes on PostgreSQL behind nginx, 50 complaints a second by the form without script, and rolling-restart.sh restarts one node after
# the other meanwhile: 0 failed, 0 lost, 0 doubled. Portal, database, proxy and citizens share this machine. Other sizes: RATE=20 infra/bench/rolling.sh
# Each complaint is begun before the restart and sent during it: LEAST of them at least.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=infra/scripts/lib-postgres.sh
. infra/scripts/lib-postgres.sh
trap pg_stop EXIT
[ -n "${MIBSP_TEST_POSTGRES:-}" ] || pg_start || { echo "PostgreSQL is not installed." >&2; exit 1; }
dotnet build Mibsp.Tests -c Release --nologo -v q
MIBSP_ROLLING_RATE=${RATE:-50} MIBSP_ROLLING_LEAST=${LEAST:-2000} dotnet run --project Mibsp.Tests -c Release --no-build --no-launch-profile -- -noLogo -showLiveOutput \
  -class Mibsp.Tests.Deployment.RollingRestartTests
