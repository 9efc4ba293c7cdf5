#!/usr/bin/env bash
# How long the portal takes from its start to its first answer, on a fresh folder (schema and demo town included) and again on the
# same one, and what the front page weighs for a citizen without script. Prints the time a bare `dotnet --version` takes in
# the same run, as the machine's own measure.
set -euo pipefail
cd "$(dirname "$0")/../.."
port=${PORT:-5099}
folder=$(mktemp -d)
trap 'kill "${pid:-0}" 2>/dev/null || true; rm -rf "$folder"' EXIT
dotnet build Mibsp.Web --nologo -v q >/dev/null

now() { date +%s%3N; }
first_answer() {
  begin=$(now)
  (cd Mibsp.Web && ASPNETCORE_ENVIRONMENT=Development ASPNETCORE_URLS="http://localhost:$port" Storage__Folder="$folder" \
    exec dotnet bin/Debug/net10.0/Mibsp.Web.dll) >/dev/null 2>&1 &
  pid=$!
  until curl -sf -o /dev/null "http://localhost:$port/"; do sleep 0.02; done
  echo "$1: first answer after $(( $(now) - begin )) ms ($(( ($(now) - begin) * 10 / measure ))/10 of the measure)"
}
stop() { kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; }

begin=$(now); dotnet --version >/dev/null; measure=$(( $(now) - begin ))
echo "measure, dotnet --version: $measure ms"
first_answer "fresh folder, schema made and demo town being planted"
until curl -sf "http://localhost:$port/api/stats" | grep -q '"total":[1-9]'; do sleep 0.02; done
echo "  demo town complete after $(( $(now) - begin )) ms"
stop
first_answer "second start"

weigh() { curl -s -H 'Accept-Encoding: br, gzip' -o /dev/null -w '%{size_download}\n' "http://localhost:$port/$1"; }
page=$(curl -s "http://localhost:$port/")
total=$(printf '%s' "$page" | gzip -9 | wc -c)
echo "front page, html (gzip as a proxy would): $total bytes; sent as it is: ${#page}"
total=${#page}
for asset in $(printf '%s' "$page" | grep -oE '(href|src)="(css|img|js)/[^"]+' | sed -E 's/^[a-z]+="//' | sort -u); do
  size=$(weigh "$asset"); total=$((total + size)); echo "  $asset: $size bytes"
done
echo "front page with everything it loads: $total bytes (limit 61440)"
stop
