#!/usr/bin/env bash
# Seeds very many complaints (1,000,000 unless COMPLAINTS says otherwise) on SQLite, and on PostgreSQL where it is installed, and opens every
# page of staff over real circuits: milliseconds to the first bytes and until the page is drawn, from page to page of the lists, and what
# the process weighs with a thousand and with a million. What is seeded is kept in MIBSP_MILLION_KEEP for the next time, if that names a folder.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=infra/scripts/lib-postgres.sh
. infra/scripts/lib-postgres.sh
complaints=${COMPLAINTS:-1000000}
keep=${MIBSP_MILLION_KEEP:-}
folder=${keep:-$(mktemp -d)}
report=$folder/report.txt
mkdir -p "$folder"
trap 'pg_stop 2>/dev/null || true; [ -n "$keep" ] || rm -rf "$folder"' EXIT
dotnet build Mibsp.Tests -c Release --nologo -v q >/dev/null

seed() { # provider, connection, folder, complaints
  (cd Mibsp.Web && ASPNETCORE_ENVIRONMENT=Development Database__Provider="$1" ConnectionStrings__Mibsp="$2" Storage__Folder="$3" \
    Logging__LogLevel__Default=Error dotnet bin/Release/net10.0/Mibsp.Web.dll seed --complaints "$4")
}
measure() { # provider, connection, folder
  MIBSP_MILLION_REPORT=$report MIBSP_MILLION_PROVIDER=$1 MIBSP_MILLION_CONNECTION=$2 MIBSP_MILLION_FOLDER=$3 \
    dotnet run --project Mibsp.Tests -c Release --no-build --no-launch-profile -- -noLogo -noColor -class Mibsp.Tests.Load.MillionTests >"$folder/run.log" 2>&1 && echo "All within the limits." || echo "Not all within the limits; see the last column."
}
bench() { # name, provider, connection, folder, complaints
  echo; echo "## $1, $5 complaints"
  mkdir -p "$4"
  [ -f "$4/seeded" ] || { seed "$2" "$3" "$4" "$5" && touch "$4/seeded"; }
  [ "$2" != Sqlite ] || du -h "$4/mibsp.db" | awk '{ print "Database: " $1 }'
  : >"$report"
  echo; echo "| page | first bytes, median | drawn, median | drawn, p95 | |"; echo "| --- | --- | --- | --- | --- |"
  verdict=$(measure "$2" "$3" "$4")
  cat "$report"; echo "$verdict"
}

bench SQLite Sqlite "Data Source=$folder/small/mibsp.db" "$folder/small" 1000
bench SQLite Sqlite "Data Source=$folder/large/mibsp.db" "$folder/large" "$complaints"
[ -n "${ONLY_SQLITE:-}" ] || if [ -n "${MIBSP_TEST_POSTGRES:-}" ] || pg_start; then
  rm -f "$folder/postgres/seeded"
  bench PostgreSQL PostgreSql "$MIBSP_TEST_POSTGRES;Database=mibsp_million" "$folder/postgres" "$complaints"
else
  echo "PostgreSQL is not installed: SQLite only."
fi
