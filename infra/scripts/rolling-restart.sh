#!/usr/bin/env bash
# Restarts the nodes one after the other so that nobody notices: infra/scripts/rolling-restart.sh [node…]   (as root; default: all that are enabled)
# For each node: nginx sends nothing new to it, what is under way ends, it restarts, answers that it is ready, and is given work again.
# Circuits on it reconnect to the other node; drafts are kept by the pages themselves.
set -euo pipefail

site=${MIBSP_NGINX_SITE:-/etc/nginx/conf.d/mibsp.conf}
drain=${MIBSP_DRAIN_SECONDS:-5}
patience=${MIBSP_READY_SECONDS:-120}
base=${MIBSP_PORT_BASE:-5000}   # node 1 listens on the port after it

fail() { echo "Stopped: $*" >&2; exit 1; }

[ -w "$site" ] || fail "$site cannot be written."
nodes=("$@")
if [ ${#nodes[@]} -eq 0 ]; then
  mapfile -t nodes < <(systemctl list-units --plain --no-legend 'mibsp@*.service' | sed -nE 's/^mibsp@([1-9])\.service.*/\1/p')
fi
[ ${#nodes[@]} -gt 0 ] || fail "no node runs here (mibsp@1.service)."

# Marks a node's lines in the upstreams, or takes the mark away, and lets nginx read them.
mark() {
  sed -i -E "/server 127\.0\.0\.1:$1 /{s/ down;/;/;s/;/${2:+ down};/}" "$site"
  nginx -t -q || fail "nginx does not take $site."
  nginx -s reload
}

ready() { dotnet "${MIBSP_PORTAL_DLL:-/opt/mibsp/current/Mibsp.Web.dll}" health "http://127.0.0.1:$1/health/ready" >/dev/null 2>&1; }

for node in "${nodes[@]}"; do
  port=$((base + node))
  if [ ${#nodes[@]} -gt 1 ]; then
    mark "$port" down
    sleep "$drain"
  fi
  systemctl restart "mibsp@$node.service"
  for ((waited = 0; waited < patience; waited++)); do
    if ready "$port"; then break; fi
    sleep 1
  done
  ready "$port" || fail "node $node is not ready after $patience seconds. It stays without work; the others go on. See: journalctl -u mibsp@$node"
  [ ${#nodes[@]} -eq 1 ] || mark "$port" ''
  echo "Node $node was restarted."
done
