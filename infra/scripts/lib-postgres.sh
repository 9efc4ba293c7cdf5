# shellcheck shell=bash
# A private PostgreSQL for tests, to be sourced: pg_start starts one that lives in a temporary folder and exports
# MIBSP_TEST_POSTGRES; pg_stop ends it and removes the folder. Works as root (then as user postgres, because the server
# refuses root) and as anybody else. pg_start returns 1 without a word where PostgreSQL is not installed or will not start.
# The data is thrown away afterwards, so nothing is ever forced to the disk.

_pg_folder=
_pg_bin=

_pg_find() {
  local candidate
  # shellcheck disable=SC2012
  for candidate in $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin /opt/homebrew/opt/postgresql*/bin 2>/dev/null | sort -rV) \
    "$(dirname "$(command -v initdb 2>/dev/null || echo /none/none)")"; do
    if [ -x "$candidate/initdb" ] && [ -x "$candidate/pg_ctl" ]; then
      _pg_bin=$candidate
      return 0
    fi
  done
  return 1
}

# Runs a command as whoever may run the server.
_pg_as() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

_pg_port_is_free() {
  ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

pg_start() {
  local port try
  [ -z "$_pg_folder" ] || return 0
  _pg_find || return 1
  if [ "$(id -u)" -eq 0 ]; then
    id postgres >/dev/null 2>&1 && command -v runuser >/dev/null 2>&1 || return 1
  fi

  _pg_folder=$(mktemp -d "${TMPDIR:-/tmp}/mibsp-postgres-XXXXXX") || return 1
  if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$_pg_folder" || { pg_stop; return 1; }
  fi

  _pg_as "$_pg_bin/initdb" -D "$_pg_folder/data" -U mibsp -A trust -E UTF8 --locale=C --no-sync >/dev/null 2>&1 || { pg_stop; return 1; }
  # Somebody else may take the port between looking and starting: then the next one is tried.
  for try in 1 2 3 4 5; do
    port=$((54329 + (try - 1) * 101 + RANDOM % 100))
    _pg_port_is_free "$port" || continue
    if _pg_as "$_pg_bin/pg_ctl" -D "$_pg_folder/data" -w -t 30 -l "$_pg_folder/log" -o "-p $port -c listen_addresses=127.0.0.1 \
      -c unix_socket_directories=$_pg_folder -c max_connections=300 -c shared_buffers=128MB -c fsync=off \
      -c synchronous_commit=off -c full_page_writes=off" start >/dev/null 2>&1; then
      export MIBSP_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=mibsp;Database=postgres"
      return 0
    fi
  done
  pg_stop
  return 1
}

pg_stop() {
  [ -n "$_pg_folder" ] || return 0
  if [ -f "$_pg_folder/data/postmaster.pid" ]; then
    _pg_as "$_pg_bin/pg_ctl" -D "$_pg_folder/data" -m immediate -w stop >/dev/null 2>&1
  fi
  rm -rf "$_pg_folder"
  _pg_folder=
  unset MIBSP_TEST_POSTGRES
  return 0
}
