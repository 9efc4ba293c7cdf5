#!/usr/bin/env bash
# Backs up a portal while it runs: infra/scripts/backup.sh [settings-file]
#
# Three archives, each encrypted for a public key (age): this machine can write backups and cannot read any of them.
#   $MIBSP_BACKUPS/2026-11-23/       database.…age, evidence.age, SUMS
#   $MIBSP_KEY_BACKUPS/2026-11-23/   keys.age, SUMS      for another key, in another place: who has both reads everything
# Settings, from the environment or the file:
#   MIBSP_STORAGE          Storage:Folder; default /var/lib/mibsp
#   MIBSP_EVIDENCE         Storage:EvidenceFolder; default evidence/ in it
#   MIBSP_DATABASE         sqlite (default), postgres (where: PGHOST, PGDATABASE, PGUSER … or MIBSP_POSTGRES, a connection string of libpq;
#                          and how: MIBSP_PG_DUMP="runuser -u postgres -- pg_dump -d mibsp", or through docker compose exec -T),
#                          or command: MIBSP_DATABASE_COMMAND writes a copy of the database to its standard output
#   MIBSP_BACKUPS, MIBSP_RECIPIENT            where database and evidence go, and the public key (age1…) or a file of such
#   MIBSP_KEY_BACKUPS, MIBSP_KEYS_RECIPIENT   the same for the key ring; must be others
#   MIBSP_KEEP_DAYS=7  MIBSP_KEEP_WEEKS=5     days of which all backups stay; weeks of which the last one stays
#   MIBSP_KEEP_KEY_DAYS=3                     few: what `keys retire` destroyed is gone for good only when it is in no backup
#   MIBSP_AFTER            a command for what comes then, such as carrying both folders to two other places
# Nothing in the archives tells when a citizen acted: the database has no times, and files are dated 1970 (decisions 9 and 23).
set -euo pipefail
umask 077

fail() { echo "No backup was made: $*" >&2; exit 1; }

if [ $# -gt 0 ]; then
  [ -r "$1" ] || fail "the settings file $1 cannot be read."
  set -a
  # shellcheck source=/dev/null
  . "$1"
  set +a
fi

storage=${MIBSP_STORAGE:-/var/lib/mibsp}
evidence=${MIBSP_EVIDENCE:-$storage/evidence}
keys=$storage/keys
kind=${MIBSP_DATABASE:-sqlite}
backups=${MIBSP_BACKUPS:?MIBSP_BACKUPS must say where backups of the database and the evidence go}
key_backups=${MIBSP_KEY_BACKUPS:?MIBSP_KEY_BACKUPS must say where backups of the key ring go}
recipient=${MIBSP_RECIPIENT:?MIBSP_RECIPIENT must be the public key for the database and the evidence: age-keygen, away from this machine}
keys_recipient=${MIBSP_KEYS_RECIPIENT:?MIBSP_KEYS_RECIPIENT must be the public key for the key ring}
tries=3
erased=3   # how the taking ends when something was erased meanwhile

check_settings() {
  local program
  for program in age tar sha256sum flock comm; do
    command -v "$program" >/dev/null || fail "the program $program is not installed."
  done
  [ "$recipient" != "$keys_recipient" ] || fail "the key ring needs another public key (MIBSP_KEYS_RECIPIENT) than the database: who has both reads everything."
  [ -d "$keys/ring" ] || fail "$keys/ring is not there. Is MIBSP_STORAGE right?"
  [ -d "$evidence/kept" ] || fail "$evidence/kept is not there. Is MIBSP_EVIDENCE right?"
  mkdir -p "$backups" "$key_backups"
  backups=$(readlink -f "$backups"); key_backups=$(readlink -f "$key_backups")
  case "$key_backups/" in "$backups"/*) fail "backups of the key ring must not lie with those of the database (MIBSP_KEY_BACKUPS)." ;; esac
  case "$backups/" in "$key_backups"/*) fail "backups of the database must not lie with those of the key ring (MIBSP_BACKUPS)." ;; esac
}

# Encrypts what comes in for a public key, or for those in a file. The file appears whole or not at all.
seal() {
  local to=$1 out=$2
  if [ -f "$to" ]; then age -R "$to" -o "$out.part"; else age -r "$to" -o "$out.part"; fi
  sync "$out.part"
  mv "$out.part" "$out"
}

# SQLite's own files must not come to belong to root, or the portal could not open them.
as_owner_of() {
  local owner
  owner=$(stat -c %U "$1"); shift
  if [ "$(id -u)" -eq 0 ] && [ "$owner" != root ]; then runuser -u "$owner" -- "$@"; else "$@"; fi
}

# Copies the database as it is at one moment. For SQLite by VACUUM INTO and not file by file: a copy that is whole, and without the
# pages that tell in which order things were written.
copy_database() {
  case $kind in
    sqlite)
      [ -f "$storage/mibsp.db" ] || fail "there is no database $storage/mibsp.db."
      mkdir "$work/copy"
      [ "$(id -u)" -ne 0 ] || chown "$(stat -c %U "$storage/mibsp.db")" "$work" "$work/copy"
      as_owner_of "$storage/mibsp.db" sqlite3 -cmd ".timeout 60000" "$storage/mibsp.db" "VACUUM INTO '$work/copy/mibsp.db'"
      gzip -n -1 <"$work/copy/mibsp.db" | seal "$recipient" "$set_part/database.sqlite.gz.age"
      rm -rf "$work/copy"
      ;;
    postgres)
      local dump
      read -ra dump <<<"${MIBSP_PG_DUMP:-pg_dump}"
      "${dump[@]}" ${MIBSP_POSTGRES:+--dbname="$MIBSP_POSTGRES"} --format=custom --no-owner --no-privileges --lock-wait-timeout=60s \
        | seal "$recipient" "$set_part/database.pgdump.age"
      ;;
    command)
      bash -o pipefail -c "${MIBSP_DATABASE_COMMAND:?MIBSP_DATABASE_COMMAND must write a copy of the database to its standard output}" \
        | seal "$recipient" "$set_part/database.copy.age"
      ;;
    *) fail "MIBSP_DATABASE is '$kind'. Use sqlite, postgres or command." ;;
  esac
}

# Names in one order, dates and owners the same for all: an archive of what is there, and not of when it came.
pack() {
  tar --create --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=u+rwX,go= --format=gnu "$@"
}

# tar says 1 when a file was gone before it was read.
vanished() { if [ "$1" -eq 1 ]; then exit $erased; else exit 1; fi; }

names() { (cd "$1" && find . -type f ! -name '*.part' ! -name '*.lock' ! -name '*.new' -printf '%P\n' | LC_ALL=C sort); }

# The evidence after the database, so that every file that a row names is there; the key ring last, so that every key is. Files are never
# changed, only added or erased: what was erased meanwhile would be named by the copy and missing in the archive, so it is taken again.
take() {
  rm -rf "$set_part" "$keys_part"
  mkdir "$set_part" "$keys_part"
  names "$evidence/kept" >"$work/evidence.before"
  names "$keys/ring" >"$work/ring.before"
  copy_database
  pack --directory="$evidence" --exclude='*.part' kept | seal "$recipient" "$set_part/evidence.age" || vanished "${PIPESTATUS[0]}"
  pack --directory="$storage" --exclude='*.lock' --exclude='*.new' keys | seal "$keys_recipient" "$keys_part/keys.age" || vanished "${PIPESTATUS[0]}"
  names "$evidence/kept" >"$work/evidence.after"
  names "$keys/ring" >"$work/ring.after"
  [ -z "$(LC_ALL=C comm -23 "$work/evidence.before" "$work/evidence.after")" ] && [ -z "$(LC_ALL=C comm -23 "$work/ring.before" "$work/ring.after")" ] || exit $erased
}

# A name for today's backup: the day, and .2, .3 … for further ones.
name_for_today() {
  local day number=2
  day=$(date -u +%F)
  if [ ! -e "$backups/$day" ] && [ ! -e "$key_backups/$day" ]; then echo "$day"; return; fi
  while [ -e "$backups/$day.$number" ] || [ -e "$key_backups/$day.$number" ]; do number=$((number + 1)); done
  echo "$day.$number"
}

finish() { (cd "$1" && sha256sum -- *.age >SUMS && sync -- *); mv "$1" "$2"; }

# Keeps all of the last days, and the last one of each of the last weeks. Never touches what it did not name.
rotate() {
  local folder=$1 keep_days=$2 keep_weeks=$3 name day week
  local -A days=() weeks=()
  while read -r name; do
    day=${name%%.*}
    week=$(date -u -d "$day" +%G-%V) || continue
    local keep=
    if [ -n "${days[$day]:-}" ] || [ "${#days[@]}" -lt "$keep_days" ]; then days[$day]=1; keep=1; fi
    if [ -z "${weeks[$week]:-}" ] && [ "${#weeks[@]}" -lt "$keep_weeks" ]; then weeks[$week]=1; keep=1; fi
    [ -n "$keep" ] || rm -rf "${folder:?}/$name"
  done < <(find "$folder" -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | grep -E '^[0-9]{4}-[0-9]{2}-[0-9]{2}(\.[0-9]+)?$' | sort -rV)
}

# The day, for the administrators' page of the portal. Written as the folder's owner, because what lies there could be a link to anywhere; and a
# backup without a note is one all the same.
leave_note() {
  local as=()
  [ "$(id -u)" -ne 0 ] || as=(setpriv "--reuid=$(stat -c %u "$storage")" "--regid=$(stat -c %g "$storage")" --clear-groups)
  # shellcheck disable=SC2016
  "${as[@]}" sh -c 'umask 077; printf "%s\n" "$2" >"$1/last-backup.part" && mv "$1/last-backup.part" "$1/last-backup"' sh "$storage" "${name%%.*}" \
    || echo "The note for the portal (last-backup) could not be left in $storage." >&2
}

check_settings
exec 9>"$backups/.lock"
flock -n 9 || fail "another backup is under way."
rm -rf "$storage"/.backup-* "$backups"/.part-* "$key_backups"/.part-*
work=$(mktemp -d "$storage/.backup-XXXXXX")
name=$(name_for_today)
set_part=$backups/.part-$name
keys_part=$key_backups/.part-$name
trap 'rm -rf "$work" "$set_part" "$keys_part"' EXIT

for try in $(seq "$tries"); do
  # In a shell of its own and not as a condition: there, bash would go on after a failure.
  set +e
  (set -e; take)
  code=$?
  set -e
  [ "$code" -eq $erased ] || break
  echo "Something was erased while the backup was taken (try $try of $tries)." >&2
done
[ "$code" -eq 0 ] || fail "the copy could not be taken whole; see above."

finish "$keys_part" "$key_backups/$name"
finish "$set_part" "$backups/$name"
rotate "$backups" "${MIBSP_KEEP_DAYS:-7}" "${MIBSP_KEEP_WEEKS:-5}"
rotate "$key_backups" "${MIBSP_KEEP_KEY_DAYS:-3}" 0
echo "Backed up as $name: $(du -sh "$backups/$name" | cut -f1) of database and evidence, and the key ring apart."
[ -z "${MIBSP_AFTER:-}" ] || bash -c "$MIBSP_AFTER"

leave_note
