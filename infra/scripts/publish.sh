#!/usr/bin/env bash
# The portal as it is deployed: infra/scripts/publish.sh FOLDER [more for dotnet publish…]. Compiled ahead for this machine's kind (or the one that
# MIBSP_RUNTIME names), with the models of the three databases made beforehand, for the .NET runtime that is installed there: it starts in a third of the time.
set -euo pipefail
folder=$(realpath -m "${1:?Say into which folder: infra/scripts/publish.sh FOLDER}")
shift
cd "$(dirname "$0")/../.."
case $(uname -m) in aarch64 | arm64) kind=linux-arm64 ;; *) kind=linux-x64 ;; esac
models=$(mktemp -d)
trap 'rm -rf "$models"' EXIT

# Not kept among the sources: a model that has grown old would be believed.
dotnet tool restore >/dev/null
dotnet build Mibsp.Domain -c Release --nologo -v q "$@"
for provider in Sqlite SqlServer PostgreSql; do
  dotnet ef dbcontext optimize --no-build --configuration Release --project Mibsp.Domain --startup-project Mibsp.Domain --context "${provider}MibspDbContext" \
    --output-dir "$models/$provider" --namespace "Mibsp.Domain.Persistence.$provider.Compiled" >/dev/null
done
# By force: what was restored for a plain build counts as done, and the packs of the runtime are then missing.
dotnet restore Mibsp.Web -r "${MIBSP_RUNTIME:-$kind}" --force >/dev/null
dotnet publish Mibsp.Web -c Release -r "${MIBSP_RUNTIME:-$kind}" --self-contained false -o "$folder" --nologo -v q -p:CompiledModels="$models" "$@"
