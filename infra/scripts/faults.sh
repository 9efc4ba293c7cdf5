#!/usr/bin/env bash
# The fault suite: infra/scripts/faults.sh [N] [seed] [Sqlite|PostgreSql]
# N faults (default 50) drawn by lot on SQLite and as many on PostgreSQL (or on the one that is named), while people file, track, upload and work: kill -9, database stopped,
# killed, frozen, locked or cut off, disk full, clock jumps, half-open circuits, half-sent forms, scanner and mail server away or silent, corrupted
# uploads, key ring missing. Ends non-zero when anything that was acknowledged is lost or there twice, the record does not hold, or
# somebody saw an error that is no sentence. The seed repeats the faults and their lengths, not the moments at which people act.
# As root the disk is a small tmpfs that is really full, and PostgreSQL runs as user postgres; clock jumps need the package faketime.
set -euo pipefail
cd "$(dirname "$0")/../.."
MIBSP_FAULTS=${1:-50}
export MIBSP_FAULTS
[ $# -lt 2 ] || export MIBSP_FAULT_SEED=$2
[ $# -lt 3 ] || export MIBSP_FAULTS_ON=$3
[ -n "${MIBSP_FAULTS_BUILT:-}" ] || dotnet build Mibsp.Tests --nologo -v q
exec dotnet run --project Mibsp.Tests --no-build --no-launch-profile -- -noLogo -noColor -longRunning 600 -class Mibsp.Tests.Faults.FaultSuiteTests
