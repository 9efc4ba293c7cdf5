#!/usr/bin/env bash
# Everything that shows whether MIBSP works: infra/scripts/test.sh [tier…]
# Tiers: unit (domain, services on every database, components, host, architecture), browser (Chromium), and faults (whole portals that are
# killed, cut off and restarted under load; alone, because they take the machine). Default: all.
# Installs what is missing where it may (Debian, as root or by sudo); what is there already is not touched, so a second run
# needs no network. Ends with "N passed, N failed, N skipped" and a non-zero exit code when anything failed.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
read -ra tiers <<<"${*:-unit browser faults}"
results=$(mktemp -d)
passed=0; failed=0; skipped=0

say() { printf '\n== %s\n' "$*"; }

# Chromium for the browser tier, PostgreSQL for the services on a second database, mat2 (with ffmpeg for video, 150 MB) to clean
# documents and media, ImageMagick and exiftool to look at cleaned files from outside; age and sqlite3 to back up and restore,
# nginx and shellcheck to look at what lies in infra/, faketime for clocks that jump.
install_missing() {
  local wanted=() package program
  for pair in chromium:chromium postgresql:pg_ctlcluster mat2:mat2 ffmpeg:ffmpeg imagemagick:/usr/bin/convert libimage-exiftool-perl:exiftool \
    shellcheck:shellcheck nginx-light:/usr/sbin/nginx age:age sqlite3:sqlite3 faketime:faketime; do
    package=${pair%%:*}; program=${pair##*:}
    command -v "$program" >/dev/null 2>&1 || wanted+=("$package")
  done
  [ ${#wanted[@]} -eq 0 ] && return 0
  command -v apt-get >/dev/null 2>&1 || { echo "Not installed: ${wanted[*]}. Tests that need them are skipped."; return 0; }
  local sudo=""; [ "$(id -u)" -eq 0 ] || sudo="sudo -n"
  say "Installing ${wanted[*]}"
  # Debian would start a database server of its own; the tests start one that is theirs.
  $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null \
    || echo "Could not install ${wanted[*]}. Tests that need them are skipped."
}

# Runs the tests whose traits fit, adds their counts, and keeps going whatever happens, so that one run tells everything.
run() {
  local name=$1; shift
  say "Tests: $name"
  dotnet run --project Mibsp.Tests --no-build --no-launch-profile -- -noLogo -longRunning 60 "$@" 2>&1 | tee "$results/$name.log"
  local code=${PIPESTATUS[0]}
  local line; line=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$results/$name.log" | tail -n 1)
  if [ -z "$line" ]; then
    echo "The test run '$name' ended without a summary."; failed=$((failed + 1)); return
  fi
  count() { sed -E "s/.*$1: ([0-9]+).*/\1/" <<<"$line"; }
  local bad=$(( $(count Failed) + $(count Errors) ))
  [ "$code" -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
  failed=$((failed + bad)); skipped=$((skipped + $(count Skipped)))
  passed=$((passed + $(count Total) - $(count Failed) - $(count Skipped)))
}

install_missing
say "Build"
dotnet build Mibsp.sln --nologo -v q || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

# shellcheck source=infra/scripts/lib-postgres.sh
. infra/scripts/lib-postgres.sh
trap 'pg_stop; rm -rf "$results"' EXIT
[ -n "${MIBSP_TEST_POSTGRES:-}" ] || pg_start || true

for tier in "${tiers[@]}"; do
  case $tier in
    unit) run unit -trait- "Category=Browser" -trait- "Category=Faults" ;;
    browser) run browser -trait "Category=Browser" ;;
    faults) run faults -trait "Category=Faults" ;;
    *) echo "There is no tier '$tier': use unit, browser or faults."; exit 2 ;;
  esac
done

printf '\n%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ]
