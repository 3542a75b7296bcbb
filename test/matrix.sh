#!/usr/bin/env bash
# The fast suite on the Nodes that ukp promises: all of it on the newest, what touches Node most on the oldest one exactly
# and on those between; the newest 20 is what developers run `npm test` on. The binaries come from the npm package `node`
# into a scratch folder. UKP_NODES can name other versions, which then run all. At the end the published form is installed
# and used on each of them.
set -uo pipefail
cd "$(dirname "$0")/.."
scratch="${TMPDIR:-/tmp}/ukp-nodes"
between=(test/transcripts.test.ts test/vault test/otp test/messages test/qr test/import test/export test/store test/system test/access test/house)
# Vitest passes over a name that is not there.
for name in "${between[@]}"; do [ -e "$name" ] || { echo "not there: $name"; exit 1; }; done
failed=0
binaries=
npm run --silent build || exit 1

run() {
  local version=$1
  shift
  local folder="$scratch/$version"
  local binary="$folder/node_modules/node/bin/node"
  binaries="$binaries${binaries:+:}$binary"
  if [ ! -x "$binary" ]; then
    mkdir -p "$folder" && (cd "$folder" && echo '{"private":true}' > package.json && npm install --silent --no-save "node@$version") || failed=1
  fi
  printf '\n== Node %s\n' "$("$binary" --version 2>/dev/null || echo "$version is not there")"
  "$binary" node_modules/vitest/vitest.mjs run --project fast --reporter=dot "$@" || failed=1
}

if [ -n "${UKP_NODES:-}" ]; then
  for version in $UKP_NODES; do run "$version"; done
else
  for version in 20.19.0 22 24; do run "$version" "${between[@]}"; done
  run 26
fi
printf '\n== The package, installed\n'
UKP_NODE_BINARIES="$binaries" node node_modules/vitest/vitest.mjs run --project real test/real/package.test.ts || failed=1
exit $failed
