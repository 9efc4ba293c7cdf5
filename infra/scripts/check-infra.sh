#!/usr/bin/env bash
# Looks at everything in infra/ that no compiler looks at: infra/scripts/check-infra.sh
# Scripts (shellcheck), nginx (nginx -t), systemd units (systemd-analyze), YAML (python3, kubeconform), Dockerfile (hadolint, docker), tor, and the
# setup of a server, played through twice in a folder. Says what could not be looked at for want of a program. Ends with 1 when anything is wrong.
# shellcheck disable=SC2317,SC1091   # The functions are called by name.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

has() { command -v "$1" >/dev/null 2>&1; }
skip() { echo "skipped  $1"; }
# Runs a check and says how it ended; what it says itself is shown when it fails.
check() {
  local name=$1; shift
  if "$@" >"$work/said" 2>&1; then echo "ok       $name"; else echo "FAILED   $name"; sed 's/^/         /' "$work/said"; failed=1; fi
}

mapfile -t scripts < <(find infra .ci -name '*.sh' -o -path '.ci/run' | sort)

nginx_takes() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=x -days 1 -keyout "$work/mibsp.key" -out "$work/mibsp.crt" 2>/dev/null || return 1
  {
    echo "pid $work/pid; error_log stderr; events {} http {"
    sed -e "s#/etc/nginx/#$work/#; s#/var/log/nginx/#$work/#; s/listen 443/listen 18443/; s/listen 80;/listen 18080;/" infra/nginx/mibsp.conf
    sed -e "s#/var/log/nginx/#$work/#; s#/run/mibsp-onion#$work#" infra/tor/mibsp-onion.conf
    echo "}"
  } >"$work/nginx.conf"
  nginx -t -q -p "$work" -c "$work/nginx.conf"
}

# The programs the units call are not on this machine: another that is there stands in for them.
units_hold() {
  local unit name
  mkdir -p "$work/units"
  for unit in infra/systemd/*; do
    name=$(basename "$unit")
    sed 's#^ExecStart=.*#ExecStart=/bin/true#' "$unit" >"$work/units/${name/@/@1}"
  done
  for unit in "$work"/units/*.service "$work"/units/*.timer; do
    systemd-analyze verify --man=no "$unit" 2>&1 | tee -a "$work/units.said"
  done
  [ ! -s "$work/units.said" ]
}

# Exposure in tenths: below 2.5.
units_are_tight() {
  local unit told
  for unit in "$work"/units/*.service; do
    told=$(systemd-analyze security --offline=true --threshold=24 "$unit" 2>&1) || { tail -n 1 <<<"$told"; return 1; }
  done
}

yaml_parses() {
  python3 - <<'PY'
import glob, sys, yaml
for path in sorted(glob.glob('infra/**/*.yaml', recursive=True)):
    docs = [d for d in yaml.safe_load_all(open(path)) if d]
    assert docs, path
    if '/kubernetes/' in path:
        assert all(d.get('apiVersion') and d.get('kind') for d in docs), path
    if '/compose/compose.' in path:
        named = set(docs[0]['services'])
        for name, service in docs[0]['services'].items():
            assert 'image' in service or 'extends' in service, (path, name)
            assert set(service.get('depends_on', {})) <= named, (path, name)
listed = yaml.safe_load(open('infra/kubernetes/kustomization.yaml'))['resources']
import os
assert all(os.path.exists('infra/kubernetes/' + f) for f in listed), listed
PY
}

# What the image is built of is there, nothing else slips in, and it does not run as root.
dockerfile_holds() {
  local source last
  while read -r source; do
    [ -e "$source" ] || { echo "COPY names $source, which is not there."; return 1; }
  done < <(sed -nE '/--from/d; s/^COPY (.*) [^ ]+$/\1/p' infra/Dockerfile | tr ' ' '\n' | grep -v '^Mibsp.Web/package')
  last=$(awk '/^FROM /{text=""} {text=text $0 "\n"} END{printf "%s", text}' infra/Dockerfile)
  grep -q '^USER [$][{]APP_UID' <<<"$last" && grep -q '^HEALTHCHECK ' <<<"$last" && ! grep -qiE 'sdk|npm|node' <<<"$last"
}

# The server's setup with everything that would touch a machine replaced: once, and once more, which must change nothing.
server_is_set_up_twice() {
  local name
  mkdir -p "$work/stubs" "$work/root" "$work/package"
  for name in apt-get dotnet apt-cache add-apt-repository useradd systemctl ufw nginx runuser swapon certbot chown sleep; do
    printf '#!/bin/sh\necho "%s $*" >>"%s/calls"\n' "$name" "$work" >"$work/stubs/$name"
  done
  printf '#!/bin/sh\nexit 0\n' | tee "$work/stubs/id" >"$work/stubs/curl"
  printf '#!/bin/sh\necho "  http://127.0.0.1:5001/auth/setup?token=abc-1"\n' >"$work/stubs/journalctl"
  # shellcheck disable=SC2016
  printf '#!/bin/bash\nkept=()\nwhile [ $# -gt 0 ]; do case $1 in -o|-g) shift 2;; *) kept+=("$1"); shift;; esac; done\nexec /usr/bin/install "${kept[@]}"\n' >"$work/stubs/install"
  chmod +x "$work"/stubs/*
  touch "$work/package/Mibsp.Web.dll"
  tar --create --gzip --file="$work/package.tar.gz" -C "$work/package" .
  set_up "$1" | tee "$work/setup.said"
  [ "${PIPESTATUS[0]}" -eq 0 ] && grep -q 'https://complaints.example.org/auth/setup?token=abc-1' "$work/setup.said" || return 1
  (set -ae; . "$work/root/etc/mibsp/portal.env") || { echo "the settings are not ones that a shell reads"; return 1; }
  tree_of "$work/root" >"$work/tree.1"
  set_up "$1" && tree_of "$work/root" | diff "$work/tree.1" - && rm -rf "$work/root" "$work/stubs"
}

set_up() {
  PATH=$work/stubs:$PATH MIBSP_ROOT=$work/root infra/vps_setup.sh --domain complaints.example.org --database "$1" --certificate self-signed \
    --package "$work/package.tar.gz" --recipient age1a --keys-recipient age1b
}

tree_of() { (cd "$1" && find . -type f -exec sha256sum {} + | sort -k2; find . -type l -printf '%p -> %l\n'); }

# After a restart of both nodes nginx' file is what it was; meanwhile each was out of it for a while.
nodes_take_turns() {
  local name
  mkdir -p "$work/turns"
  cp infra/nginx/mibsp.conf "$work/turns/site"
  # shellcheck disable=SC2016
  printf '#!/bin/sh\n[ "$1" != restart ] || { echo "$2 $(grep -c "down;" "$MIBSP_NGINX_SITE")" >>"%s/turns/log"; }\n' "$work" >"$work/turns/systemctl"
  for name in nginx dotnet sleep; do printf '#!/bin/sh\nexit 0\n' >"$work/turns/$name"; done
  chmod +x "$work"/turns/{systemctl,nginx,dotnet,sleep}
  PATH=$work/turns:$PATH MIBSP_NGINX_SITE=$work/turns/site infra/scripts/rolling-restart.sh 1 2 || return 1
  diff "$work/turns/site" infra/nginx/mibsp.conf && printf 'mibsp@1.service 2\nmibsp@2.service 2\n' | diff "$work/turns/log" -
}

tor_takes() {
  mkdir -m 700 "$work/tor"
  sed "s#/var/lib/tor/mibsp/#$work/tor/service/#; s#/run/mibsp-onion#$work#" infra/tor/torrc.sample >"$work/torrc"
  tor --verify-config --DataDirectory "$work/tor" -f "$work/torrc"
}

if has shellcheck; then check "shellcheck: ${#scripts[@]} scripts" shellcheck -x "${scripts[@]}"; else skip "shellcheck is not installed"; fi
if has nginx && has openssl; then check "nginx takes mibsp.conf and the onion's" nginx_takes; else skip "nginx is not installed"; fi
if has systemd-analyze; then check "systemd takes the units" units_hold; check "the units are exposed by less than 2.5" units_are_tight; else skip "systemd-analyze is not installed"; fi
if has python3 && python3 -c 'import yaml' 2>/dev/null; then check "YAML of compose, Kubernetes and Render" yaml_parses; else skip "python3 with yaml is not installed"; fi
if has kubeconform; then check "kubeconform" kubeconform -strict -ignore-filename-pattern kustomization infra/kubernetes; else skip "kubeconform is not installed"; fi
check "Dockerfile" dockerfile_holds
if has hadolint; then check "hadolint" hadolint infra/Dockerfile; else skip "hadolint is not installed"; fi
if has docker && docker info >/dev/null 2>&1; then check "docker build --check" docker build --check -f infra/Dockerfile .; else skip "no docker engine runs"; fi
if has tor; then check "tor takes torrc.sample" tor_takes; else skip "tor is not installed"; fi
check "a server is set up, and again (sqlite)" server_is_set_up_twice sqlite
check "a server is set up, and again (postgres)" server_is_set_up_twice postgres
check "nodes restart in turn" nodes_take_turns
exit $failed
