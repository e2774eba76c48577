#!/usr/bin/env bash
# Builds and tests LakhNES: ./build.sh [TARGET], see ./build.sh help. Needs git and the .NET SDK 10; installs the rest.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

target=${1:-default}
summary=artifacts/test-results/summary.txt
rm -f "$summary"

if ! version=$(dotnet --version 2>/dev/null) || [ "${version%%.*}" -lt 10 ]; then
    echo "build.sh: needs the .NET SDK 10 or later (https://dot.net/download); found: ${version:-none}" >&2
    exit 1
fi

status=0
dotnet tool restore --verbosity quiet >/dev/null
dotnet cake build.cake --target="$target" --verbosity=normal "${@:2}" || status=$?

# the last line of a test run, after the report of the build
[ ! -f "$summary" ] || cat "$summary"
exit $status
