#!/usr/bin/env bash
# The portal as it is deployed: infra/scripts/publish.sh FOLDER [PROJECT] [more for dotnet publish…]. Compiled ahead for this machine's kind (or the one that
# MIBSP_RUNTIME names), for the .NET runtime that is installed there.
set -euo pipefail
folder=$(realpath -m "${1:?Say into which folder: infra/scripts/publish.sh FOLDER}")
cd "$(dirname "$0")/../.."
project=${2:-Mibsp.Web}
shift; [ $# -eq 0 ] || shift
case $(uname -m) in aarch64 | arm64) kind=linux-arm64 ;; *) kind=linux-x64 ;; esac
exec dotnet publish "$project" -c Release -r "${MIBSP_RUNTIME:-$kind}" --self-contained false -o "$folder" --nologo -v q "$@"
