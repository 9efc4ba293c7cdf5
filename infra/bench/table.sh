#!/usr/bin/env bash
# What the portal can do, each as a ratio to a limit measured beside it in the same run: infra/bench/table.sh [--million FOLDER] [row…]
# Rows: machine stats home track filing together record memory event circuits start size lists. Default: all of them, some 15 minutes.
# `size` and `lists` compare many complaints with few. Many are COMPLAINTS (30,000), which the table says; with --million those of a folder that
# `MIBSP_MILLION_KEEP=FOLDER infra/bench/million.sh` has filled (or this fills, in 20 minutes): 1,000,000.
# All that is started is ended, and all that is written is removed, but for that folder. BENCH_OUT=FILE keeps the table.
set -euo pipefail
cd "$(dirname "$0")/../.."
all="machine stats home track filing together record memory event circuits start size lists"
million=""
[ "${1:-}" != --million ] || { million=$(realpath -m "$2"); shift 2; }
read -ra rows <<<"${*:-$all}"
for row in "${rows[@]}"; do
  case " $all " in
    *" $row "*) ;;
    *) echo "There is no row '$row'." >&2; exit 2 ;;
  esac
done
command -v wrk >/dev/null 2>&1 || {
  sudo=""; [ "$(id -u)" -eq 0 ] || sudo="sudo -n"
  { $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends wrk >/dev/null; } || { echo "wrk is needed, and could not be installed." >&2; exit 1; }
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
complaints=${COMPLAINTS:-30000}
[ -z "$million" ] || complaints=1000000
folder=${million:-$work}

infra/scripts/publish.sh "$work/portal" >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
dotnet publish infra/bench/bare -c Release --use-current-runtime --self-contained false -o "$work/bare" --nologo -v q >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
dotnet build Mibsp.Tests -c Release --nologo -v q >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }

seed() { # folder, complaints
  [ -f "$1/seeded" ] && return
  mkdir -p "$1"
  (cd "$work/portal" && ASPNETCORE_ENVIRONMENT=Development Storage__Folder="$1" ConnectionStrings__Mibsp="Data Source=$1/mibsp.db" Logging__LogLevel__Default=Error \
    timeout 7200 dotnet Mibsp.Web.dll seed --complaints "$2" >"$work/seed.log" 2>&1) || { cat "$work/seed.log" >&2; exit 1; }
  touch "$1/seeded"
}
wants() { local row; for row in "${rows[@]}"; do case " $* " in *" $row "*) return 0 ;; esac; done; return 1; }
! wants stats home track circuits start size || seed "$folder/small" 1000
! wants lists || seed "$folder/middle" 10000
! wants size lists || seed "$folder/large" "$complaints"

export MIBSP_BENCH_REPORT="$work/report" MIBSP_BENCH_PORTAL="$work/portal" MIBSP_BENCH_BARE="$work/bare"
export MIBSP_BENCH_SMALL="$folder/small" MIBSP_BENCH_MIDDLE="$folder/middle" MIBSP_BENCH_LARGE="$folder/large"
MIBSP_BENCH_LARGE_IS=$(printf "%'d" "$complaints" 2>/dev/null || echo "$complaints"); export MIBSP_BENCH_LARGE_IS
code=0
for row in "${rows[@]}"; do
  timeout -k 10 "${ROW_TIMEOUT:-300}" dotnet run --project Mibsp.Tests -c Release --no-build --no-launch-profile -- -noLogo -noColor -explicit only -trait "Row=$row" >"$work/$row.log" 2>&1 \
    || { echo "> $row ended without a result: $(grep -m 3 -E '\[FAIL\]|Exception|Assert' "$work/$row.log" | tr '\n' ' ' | cut -c1-600)" >>"$MIBSP_BENCH_REPORT"; code=1; }
done
{
  echo "| Work | measured | limit, measured beside it | ratio | bound | |"
  echo "| --- | --- | --- | --- | --- | --- |"
  grep '^|' "$MIBSP_BENCH_REPORT" || true
  echo
  grep '^>' "$MIBSP_BENCH_REPORT" || true
} | tee ${BENCH_OUT:+"$BENCH_OUT"}
exit $code
