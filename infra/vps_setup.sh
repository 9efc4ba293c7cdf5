#!/usr/bin/env bash
# Sets up MIBSP on a fresh Ubuntu server (24.04 or later), from a checkout of the repository, as root:
#   sudo infra/vps_setup.sh --domain complaints.example.org --mail admin@example.org [--database postgres]
# Can be run again, also to install a newer version: what is there stays (keys, passwords, settings), what is missing is made.
#
#   --domain NAME      the portal's name; its DNS record must lead here       (MIBSP_DOMAIN)
#   --mail ADDRESS     where Let's Encrypt writes when a certificate runs out (MIBSP_MAIL)
#   --database KIND    sqlite (default, one node) or postgres (two nodes, PostgreSQL on this machine)   (MIBSP_DATABASE)
#   --time-zone ZONE   the municipality's; default Asia/Kolkata               (MIBSP_TIME_ZONE)
#   --package FILE     a .tar.gz of `dotnet publish` output, made elsewhere; without it the portal is built here      (MIBSP_PACKAGE)
#   --recipient KEY, --keys-recipient KEY   two public keys of age, for backups of the data and of the key ring; without them no backups are made
#   --certificate KIND certbot (default) or self-signed                       (MIBSP_CERTIFICATE)
set -euo pipefail
umask 022

domain=${MIBSP_DOMAIN:-} mail=${MIBSP_MAIL:-} database=${MIBSP_DATABASE:-sqlite} zone=${MIBSP_TIME_ZONE:-Asia/Kolkata}
package=${MIBSP_PACKAGE:-} recipient=${MIBSP_RECIPIENT:-} keys_recipient=${MIBSP_KEYS_RECIPIENT:-} certificate=${MIBSP_CERTIFICATE:-certbot}
# Everything is written below this; only the test of this script sets it.
root=${MIBSP_ROOT:-}
source=$(cd "$(dirname "$0")/.." && pwd)

fail() { echo "Stopped: $*" >&2; exit 1; }
say() { printf '\n== %s\n' "$*"; }

while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || fail "$1 needs a value. See the first lines of this script."
  case $1 in
    --domain) domain=$2 ;;
    --mail) mail=$2 ;;
    --database) database=$2 ;;
    --time-zone) zone=$2 ;;
    --package) package=$2 ;;
    --recipient) recipient=$2 ;;
    --keys-recipient) keys_recipient=$2 ;;
    --certificate) certificate=$2 ;;
    *) fail "there is no $1. See the first lines of this script." ;;
  esac
  shift 2
done
[[ "$domain" =~ ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$ ]] || fail "--domain must be the portal's name, in small letters: complaints.example.org"
[[ "$database" =~ ^(sqlite|postgres)$ ]] || fail "--database must be sqlite or postgres."
[[ "$certificate" =~ ^(certbot|self-signed)$ ]] || fail "--certificate must be certbot or self-signed."
[ "$certificate" = self-signed ] || [[ "$mail" == *@* ]] || fail "--mail must be an address, for Let's Encrypt."
[ -z "$recipient" ] || [ "$recipient" != "$keys_recipient" ] || fail "the key ring needs another public key than the data."
[ -z "$root" ] && [ "$(id -u)" -ne 0 ] && fail "run this as root (sudo)."
if [ -e "$root/etc/mibsp/portal.env" ]; then
  there=sqlite
  ! grep -q '^Database__Provider=PostgreSql' "$root/etc/mibsp/portal.env" || there=postgres
  [ "$there" = "$database" ] || fail "the portal here has the database $there. Call this with --database $there; how to move is in infra/OPERATING.md."
fi
nodes=(1)
[ "$database" = sqlite ] || nodes=(1 2)

install_packages() {
  say "Packages"
  local wanted=(nginx openssl ufw unattended-upgrades age sqlite3 mat2 aspnetcore-runtime-10.0 curl)
  [ "$certificate" = self-signed ] || wanted+=(certbot)
  [ "$database" = sqlite ] || wanted+=(postgresql)
  [ -n "$package" ] || wanted+=(dotnet-sdk-10.0 nodejs npm)
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # Where the release does not carry .NET 10 itself, Ubuntu's own archive for it does.
  if [ -z "$(apt-cache madison aspnetcore-runtime-10.0)" ]; then
    apt-get install -y -qq --no-install-recommends software-properties-common
    add-apt-repository -y ppa:dotnet/backports
    apt-get update -qq
  fi
  apt-get install -y -qq --no-install-recommends "${wanted[@]}"
}

make_user() {
  say "The portal's user and folders"
  id mibsp >/dev/null 2>&1 || useradd --system --home-dir /var/lib/mibsp --shell /usr/sbin/nologin mibsp
  install -d -m 0700 -o mibsp -g mibsp "$root/var/lib/mibsp"
  install -d -m 0755 "$root/opt/mibsp/releases" "$root/var/www/acme" "$root/etc/systemd/system" "$root/etc/nginx/conf.d"
  install -d -m 0750 -o root -g mibsp "$root/etc/mibsp"
}

# Each version in a folder of its own, and a link to the one that runs: going back is changing the link (infra/UPGRADING.md).
install_portal() {
  say "The portal"
  local version release
  if [ -n "$package" ]; then
    version=$(sha256sum "$package" | cut -c1-12)
  else
    version=$(git -c safe.directory="$source" -C "$source" rev-parse --short=12 HEAD 2>/dev/null || date -u +%Y%m%d)
  fi
  release=$root/opt/mibsp/releases/$version
  if [ ! -f "$release/Mibsp.Web.dll" ]; then
    rm -rf "$release.part"
    mkdir -p "$release.part"
    if [ -n "$package" ]; then
      tar --extract --gzip --file="$package" --directory="$release.part" --no-same-owner
    else
      DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 "$source/infra/scripts/publish.sh" "$release.part"
    fi
    [ -f "$release.part/Mibsp.Web.dll" ] || fail "there is no Mibsp.Web.dll in what was built."
    mkdir -p "$release.part/infra"
    cp -r "$source/infra/scripts" "$source/infra/sql" "$source/infra"/*.md "$release.part/infra/"
    rm -rf "$release"
    mv "$release.part" "$release"
  fi
  ln -sfn "releases/$version" "$root/opt/mibsp/current.new"
  mv -T "$root/opt/mibsp/current.new" "$root/opt/mibsp/current"
}

# Writes a file that only the named group may read, unless it is there: settings and passwords are made once.
once() {
  local file=$1 group=$2
  if [ -e "$file" ]; then cat >/dev/null; return; fi
  install -m 0640 -o root -g "$group" /dev/null "$file"
  cat >"$file"
}

make_settings() {
  say "Settings"
  local owner app backup connection='' owner_connection=''
  if [ "$database" = postgres ] && [ ! -e "$root/etc/mibsp/portal.env" ]; then
    owner=$(openssl rand -hex 24) app=$(openssl rand -hex 24) backup=$(openssl rand -hex 24)
    connection="Host=127.0.0.1;Database=mibsp;Username=mibsp_app;Password=$app;Maximum Pool Size=40"
    owner_connection="Host=127.0.0.1;Database=mibsp;Username=mibsp_owner;Password=$owner"
    runuser -u postgres -- psql -Atqc "SELECT 1 FROM pg_database WHERE datname = 'mibsp'" | grep -q 1 \
      || runuser -u postgres -- createdb --encoding=UTF8 --locale=C --template=template0 mibsp
    runuser -u postgres -- psql -q -d mibsp -v owner_password="$owner" -v app_password="$app" -v backup_password="$backup" \
      <"$source/infra/sql/accounts.PostgreSql.sql"
    once "$root/etc/mibsp/owner.env" root <<<"ConnectionStrings__Mibsp=\"$owner_connection\""
    chmod 0600 "$root/etc/mibsp/owner.env"
  fi
  {
    echo "# The portal's settings: see the README. Made once, never overwritten."
    echo "AllowedHosts=\"$domain;127.0.0.1\""
    echo "Storage__Folder=/var/lib/mibsp"
    echo "Municipality__TimeZone=$zone"
    if [ "$database" = postgres ]; then
      echo "Database__Provider=PostgreSql"
      echo "Database__MigrateAtStart=false"
      echo "ConnectionStrings__Mibsp=\"$connection\""
    fi
  } | once "$root/etc/mibsp/portal.env" mibsp
}

migrate() {
  [ "$database" = postgres ] || return 0
  say "Tables and rights"
  (
    set -a
    # shellcheck source=/dev/null
    . "$root/etc/mibsp/portal.env"
    # shellcheck source=/dev/null
    . "$root/etc/mibsp/owner.env"
    set +a
    cd "$root/opt/mibsp/current"
    runuser -u mibsp -- dotnet Mibsp.Web.dll migrate
  )
}

make_units() {
  say "Services"
  install -m 0644 "$source"/infra/systemd/* "$root/etc/systemd/system/"
  systemctl daemon-reload
  systemctl enable -q "${nodes[@]/#/mibsp@}"
}

make_backups() {
  if [ -n "$recipient" ] && [ -n "$keys_recipient" ]; then
    {
      echo "# What infra/scripts/backup.sh is told. Public keys only: the private ones never come to this machine."
      echo "MIBSP_RECIPIENT=$recipient"
      echo "MIBSP_KEYS_RECIPIENT=$keys_recipient"
      echo "MIBSP_BACKUPS=/var/backups/mibsp"
      echo "MIBSP_KEY_BACKUPS=/var/backups/mibsp-keys"
      if [ "$database" = postgres ]; then
        echo "MIBSP_DATABASE=postgres"
        echo 'MIBSP_PG_DUMP="runuser -u postgres -- pg_dump --dbname=mibsp"'
      fi
    } | once "$root/etc/mibsp/backup.env" root
  fi
  install -d -m 0700 "$root/var/backups/mibsp" "$root/var/backups/mibsp-keys"
  systemctl enable -q --now mibsp-backup.timer
}

make_nginx() {
  say "nginx"
  local site=$root/etc/nginx/conf.d/mibsp.conf tls=$root/etc/mibsp/tls
  install -d -m 0700 "$tls"
  if [ ! -e "$tls/mibsp.crt" ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$domain" -days 30 -keyout "$tls/mibsp.key" -out "$tls/mibsp.crt" 2>/dev/null
  fi
  sed -e "s/complaints\.example\.org/$domain/" -e 's#/etc/nginx/mibsp\.\(crt\|key\)#/etc/mibsp/tls/mibsp.\1#' "$source/infra/nginx/mibsp.conf" >"$site.new"
  # One node: the other's lines go, and both names mean the one.
  [ "$database" = postgres ] || sed -i -e '/server 127\.0\.0\.1:5002/d' -e 's/:5001 backup;/:5001;/' "$site.new"
  mv "$site.new" "$site"
  rm -f "$root/etc/nginx/sites-enabled/default"
  nginx -t -q || fail "nginx does not take $site."
  systemctl enable -q nginx
  systemctl reload-or-restart nginx
}

get_certificate() {
  [ "$certificate" = certbot ] || return 0
  say "Certificate"
  install -d -m 0755 "$root/etc/letsencrypt/renewal-hooks/deploy"
  cat >"$root/etc/letsencrypt/renewal-hooks/deploy/mibsp" <<HOOK
#!/bin/sh
install -m 0600 "/etc/letsencrypt/live/$domain/fullchain.pem" /etc/mibsp/tls/mibsp.crt
install -m 0600 "/etc/letsencrypt/live/$domain/privkey.pem" /etc/mibsp/tls/mibsp.key
systemctl reload nginx
HOOK
  chmod 0755 "$root/etc/letsencrypt/renewal-hooks/deploy/mibsp"
  certbot certonly --quiet --non-interactive --agree-tos --mail "$mail" --webroot --webroot-path /var/www/acme --domain "$domain" --keep-until-expiring
  sh "$root/etc/letsencrypt/renewal-hooks/deploy/mibsp"
}

# No log of the firewall either: it would hold addresses.
close_doors() {
  say "Firewall and updates"
  ufw logging off >/dev/null
  for rule in OpenSSH 80/tcp 443/tcp; do ufw allow "$rule" >/dev/null; done
  ufw --force enable >/dev/null
  mkdir -p "$root/etc/apt/apt.conf.d"
  cat >"$root/etc/apt/apt.conf.d/52mibsp" <<'APT'
APT::Periodic::Update-Package-Lists "1";
APT::Periodic::Unattended-Upgrade "1";
Unattended-Upgrade::Automatic-Reboot "true";
Unattended-Upgrade::Automatic-Reboot-Time "03:30";
APT
  if swapon --show --noheadings 2>/dev/null | grep -qv zram; then
    echo "There is swap on a disk: what people write may come to lie there. Encrypt it, or switch it off (decision 9)."
  fi
}

start() {
  say "Start"
  if [ ${#nodes[@]} -gt 1 ] && systemctl is-active -q mibsp@1; then
    MIBSP_NGINX_SITE=$root/etc/nginx/conf.d/mibsp.conf "$source/infra/scripts/rolling-restart.sh" "${nodes[@]}"
  else
    systemctl restart "${nodes[@]/#/mibsp@}"
  fi
  local waited
  for ((waited = 0; waited < 60; waited++)); do
    if curl --silent --fail --output /dev/null http://127.0.0.1:5001/health/ready; then break; fi
    sleep 1
  done
  curl --silent --fail --output /dev/null http://127.0.0.1:5001/health/ready || fail "the portal does not answer. See: journalctl -u mibsp@1"
}

tell() {
  local link
  link=$(journalctl --unit 'mibsp@*' --output cat --since -10min 2>/dev/null | grep -oE '/auth/setup\?token=[A-Za-z0-9_-]+' | tail -n 1 || true)
  say "MIBSP runs at https://$domain"
  if [ -n "$link" ]; then
    echo "Make the first administrator within 24 hours, here (whoever has this link can do it, once):"
    echo "  https://$domain$link"
  fi
  [ -e "$root/etc/mibsp/backup.env" ] || echo "NO BACKUPS ARE MADE: make two key pairs on another machine (age-keygen), and run this again with --recipient and --keys-recipient."
  echo "What to look after from now on: infra/OPERATING.md"
}

install_packages
make_user
install_portal
make_settings
migrate
make_units
make_backups
make_nginx
get_certificate
close_doors
start
tell
