#!/usr/bin/env bash
# Runs quickstart at smoke on processors that are not here, emulated by qemu-x86_64 (Debian: apt-get install qemu-user). Slow, so not in CI.
#
#   tests/other-processors.sh                       a processor without AVX, and one whose caches are described less
#   tests/other-processors.sh "SandyBridge" "max"   these: qemu-x86_64 -cpu help names them
set -uo pipefail
cd "$(dirname "$0")/.."
command -v qemu-x86_64 >/dev/null || { echo "qemu-x86_64 is missing: install qemu-user."; exit 1; }
[ $# -gt 0 ] || set -- "Nehalem" "EPYC-Rome,-topoext"

output=$(mktemp -d)
trap 'rm -rf "$output"' EXIT
dotnet publish scripts/quickstart.cs --output "$output/app" -p:PublishAot=false -p:UseAppHost=false -v quiet -nologo || exit 1
dotnet=$(readlink -f "$(command -v dotnet)")

failed=0
for processor in "$@"; do
  echo "== $processor"
  XDG_DATA_HOME="$output/cache" qemu-x86_64 -cpu "$processor" "$dotnet" exec "$output/app/quickstart.dll" \
    --scale smoke --methods source-only --threads 1 --verbose --out "$output/runs" 2> >(grep -v "TCG doesn't support" >&2)
  code=$?
  echo "== $processor: exit code $code"
  [ $code = 0 ] || failed=1
done
exit $failed
