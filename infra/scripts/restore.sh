#!/usr/bin/env bash
# Restores a backup into an empty place and verifies it by the record:
#   infra/scripts/restore.sh --set DIR --identity FILE --keys-set DIR --keys-identity FILE --to FOLDER [more]
# --set, --keys-set            a day's folder of MIBSP_BACKUPS and of MIBSP_KEY_BACKUPS (the same day, or a later one of the keys)
# --identity, --keys-identity  the private keys (age-keygen), brought here for this and taken away again
# --to                         becomes Storage:Folder; must not exist or be empty
# --postgres postgres://…      the empty database that a backup of PostgreSQL goes into; the password better comes from PGPASSWORD
# --portal "dotnet …/Mibsp.Web.dll"  how the portal is called, to verify; default: the installed one
# --owner USER                 to whom the files shall belong
# --expect-hash HEX            the record's last hash, where it was noted: a backup that somebody made up has another
# Nothing is left behind when anything fails, but for what stands in the PostgreSQL database (it says so).
set -euo pipefail
umask 077

set_folder='' identity='' keys_folder='' keys_identity='' to='' postgres='' owner='' expected='' staging=''
portal=${MIBSP_PORTAL:-dotnet /opt/mibsp/current/Mibsp.Web.dll}

fail() { echo "Nothing was restored: $*" >&2; exit 1; }

while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || fail "$1 needs a value. See the first lines of this script."
  case $1 in
    --set) set_folder=$2 ;;
    --identity) identity=$2 ;;
    --keys-set) keys_folder=$2 ;;
    --keys-identity) keys_identity=$2 ;;
    --to) to=$2 ;;
    --postgres) postgres=$2 ;;
    --portal) portal=$2 ;;
    --owner) owner=$2 ;;
    --expect-hash) expected=$2 ;;
    *) fail "there is no $1. See the first lines of this script." ;;
  esac
  shift 2
done

for needed in set_folder:--set identity:--identity keys_folder:--keys-set keys_identity:--keys-identity to:--to; do
  variable=${needed%%:*}
  [ -n "${!variable}" ] || fail "${needed#*:} is missing. See the first lines of this script."
done
for program in age tar sha256sum; do
  command -v "$program" >/dev/null || fail "the program $program is not installed."
done
for folder in "$set_folder" "$keys_folder"; do
  [ -f "$folder/SUMS" ] || fail "$folder holds no whole backup: it has no SUMS."
done
for file in "$identity" "$keys_identity"; do
  [ -r "$file" ] || fail "the private key $file cannot be read."
done
to=$(realpath -m "$to")
[ ! -e "$to" ] || { [ -d "$to" ] && [ -z "$(ls -A "$to")" ]; } || fail "$to is not empty. Name a new folder."

# Damage is told before anything is decrypted, and by the name of the file.
check_sums() {
  local told
  told=$(cd "$1" && LC_ALL=C sha256sum --quiet --check SUMS 2>&1) \
    || fail "$(sed -nE 's/^([^:]+): FAILED.*/\1/p' <<<"$told" | paste -sd ' ') in $1 is damaged or not complete. Take another day's backup."
}

# Whether a private key opens an archive, told in a sentence before anything is unpacked.
check_key() {
  local key=$1 file=$2 told
  told=$({ age --decrypt -i "$key" "$file" | head -c 1 >/dev/null; } 2>&1) || true
  case $told in
    *'no identity matched'*) fail "$(basename "$file") was not encrypted for the key in $key." ;;
    *'unknown identity type'* | *'malformed secret key'* | *'failed to read'* | *'no secret keys found'*) fail "$key is not a private key of age." ;;
  esac
}

check_sums "$set_folder"
check_sums "$keys_folder"
check_key "$keys_identity" "$keys_folder/keys.age"
check_key "$identity" "$set_folder/evidence.age"
database=$(find "$set_folder" -maxdepth 1 -name 'database.*.age' -printf '%f\n')
case $database in
  database.sqlite.gz.age) [ -z "$postgres" ] || fail "this is a backup of an embedded database. Restore it without --postgres; then move it (infra/OPERATING.md)." ;;
  database.pgdump.age)
    [ -n "$postgres" ] || fail "this is a backup of a PostgreSQL database: name an empty one with --postgres."
    tables=$(psql -d "$postgres" -Atc "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") || fail "the database cannot be reached."
    [ "$tables" = 0 ] || fail "the database has $tables tables already. Name an empty one."
    ;;
  database.copy.age) fail "the database was copied by a command of your own. Decrypt it with: age --decrypt -i $identity $set_folder/$database" ;;
  *) fail "there is no backup of a database in $set_folder." ;;
esac

mkdir -p "$(dirname "$to")"
staging=$(mktemp -d "$(dirname "$to")/.restoring-XXXXXX")
trap 'rm -rf "$staging"' EXIT
target=$staging/storage
mkdir "$target" "$target/evidence"

age --decrypt -i "$keys_identity" "$keys_folder/keys.age" | tar --extract --directory="$target" --no-same-owner || fail "the key ring could not be unpacked."
age --decrypt -i "$identity" "$set_folder/evidence.age" | tar --extract --directory="$target/evidence" --no-same-owner || fail "the evidence could not be unpacked."
if [ -n "$postgres" ]; then
  age --decrypt -i "$identity" "$set_folder/$database" | pg_restore -d "$postgres" --single-transaction --exit-on-error --no-owner --no-privileges \
    || fail "the database could not be filled. It is as empty as before."
  export Database__Provider=PostgreSql DATABASE_URL=$postgres
else
  age --decrypt -i "$identity" "$set_folder/$database" | gunzip >"$target/mibsp.db" || fail "the database could not be unpacked."
  export Database__Provider=Sqlite
  unset DATABASE_URL
fi

# The record is walked from its first entry, every text and file is decrypted. The portal's own settings must not point elsewhere.
unset ConnectionStrings__Mibsp UPLOAD_FOLDER Storage__EvidenceFolder
read -ra call <<<"$portal"
home=/
if [ -f "${call[-1]}" ]; then
  call[-1]=$(readlink -f "${call[-1]}")
  home=$(dirname "${call[-1]}")
fi
if ! verdict=$(cd "$home" && Storage__Folder=$target ASPNETCORE_ENVIRONMENT=Production "${call[@]}" verify --open); then
  echo "$verdict" >&2
  [ -z "$postgres" ] || echo "What was filled into the PostgreSQL database stands there: drop it before you try again." >&2
  fail "the backup does not verify."
fi
echo "$verdict"
[ -z "$expected" ] || grep -qx "last hash: $expected" <<<"$verdict" || fail "the record does not end with the hash $expected. This is another backup, or not yours."

# SQLite leaves its log where it was read.
rm -f "$target/mibsp.db-wal" "$target/mibsp.db-shm"
[ -z "$owner" ] || chown -R "$owner" "$target"
[ ! -d "$to" ] || rmdir "$to"
mv "$target" "$to"
echo "Restored to $to. What was erased since the backup is back: see \"After a restore\" in infra/OPERATING.md."
